import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.regions.DefaultAwsRegionProviderChain;
import com.amazonaws.services.securitytoken.AWSSecurityTokenService;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;

/** Says who it is after each pause, as a program that outlasts a session does. */
public final class Client {
  public static void main(String[] pauses) throws InterruptedException {
    // Version 1 knows no AWS_ENDPOINT_URL.
    String region = new DefaultAwsRegionProviderChain().getRegion();
    AWSSecurityTokenService client = AWSSecurityTokenServiceClientBuilder.standard()
        .withEndpointConfiguration(new EndpointConfiguration(System.getenv("AWS_ENDPOINT_URL"), region))
        .build();
    for (String pause : pauses) {
      Thread.sleep((long) (Double.parseDouble(pause) * 1000));
      System.out.println(client.getCallerIdentity(new GetCallerIdentityRequest()).getArn());
    }
  }
}
