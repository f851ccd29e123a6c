# Says who it is after each pause, as a program that outlasts a session does.
require 'aws-sdk-core'

# Debian 12's version does not know AWS_ENDPOINT_URL yet.
client = Aws::STS::Client.new(endpoint: ENV.fetch('AWS_ENDPOINT_URL'))
ARGV.each do |pause|
  sleep pause.to_f
  puts client.get_caller_identity.arn
end
