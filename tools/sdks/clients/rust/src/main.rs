//! Says who it is after each pause, as a program that outlasts a session does.
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), aws_sdk_sts::Error> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let client = aws_sdk_sts::Client::new(&config);
    for pause in std::env::args().skip(1) {
        tokio::time::sleep(Duration::from_secs_f64(pause.parse().expect("seconds"))).await;
        let identity = client.get_caller_identity().send().await?;
        println!("{}", identity.arn().unwrap_or_default());
    }
    Ok(())
}
