import software.amazon.awssdk.services.sts.StsClient;

/** Says who it is after each pause, as a program that outlasts a session does. */
public final class Client {
  public static void main(String[] pauses) throws InterruptedException {
    try (StsClient client = StsClient.create()) {
      for (String pause : pauses) {
        Thread.sleep((long) (Double.parseDouble(pause) * 1000));
        System.out.println(client.getCallerIdentity().arn());
      }
    }
  }
}
