# Homebrew's words, as far as a formula of ours uses them. Loads the formula for a system, installs what lies in this
# folder below a prefix, and prints what the formula says of itself as JSON: stand-in-formula.rb FORMULA OS CPU PREFIX
require 'fileutils'
require 'json'

PATH, OS, CPU, PREFIX = ARGV

# A folder of the prefix.
Place = Struct.new(:path) do
  def install(what)
    FileUtils.mkdir_p(path)
    return what.each { |from, to| FileUtils.cp(from, File.join(path, to)) } if what.is_a?(Hash)

    Array(what).each { |from| FileUtils.cp(from, path) }
  end
end

class Formula
  PLACES = {
    bin: 'bin', pkgshare: 'share/awsenv', bash_completion: 'etc/bash_completion.d', man1: 'share/man/man1',
    zsh_completion: 'share/zsh/site-functions', fish_completion: 'share/fish/vendor_completions.d'
  }.freeze
  PLACES.each { |name, folder| define_method(name) { Place.new(File.join(PREFIX, folder)) } }

  class << self
    %i[desc homepage version license url sha256].each { |name| define_method(name) { |value| facts[name] = value } }
    %i[macos linux].each { |os| define_method("on_#{os}") { |&body| body.call if OS == os.to_s } }
    %i[arm intel].each { |cpu| define_method("on_#{cpu}") { |&body| body.call if CPU == cpu.to_s } }

    def facts
      @facts ||= {}
    end

    def test; end
  end
end

load PATH
Awsenv.new.install
puts JSON.generate(Awsenv.facts)
