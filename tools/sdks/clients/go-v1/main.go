// Says who it is after each pause, as a program that outlasts a session does.
package main

import (
	"fmt"
	"log"
	"os"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/sts"
)

func main() {
	opened, err := session.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	// Version 1 knows no AWS_ENDPOINT_URL.
	client := sts.New(opened, aws.NewConfig().WithEndpoint(os.Getenv("AWS_ENDPOINT_URL")))
	for _, pause := range os.Args[1:] {
		duration, err := time.ParseDuration(pause + "s")
		if err != nil {
			log.Fatal(err)
		}
		time.Sleep(duration)
		identity, err := client.GetCallerIdentity(nil)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(aws.StringValue(identity.Arn))
	}
}
