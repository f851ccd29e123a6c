// Says who it is after each pause, as a program that outlasts a session does.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	background := context.Background()
	settings, err := config.LoadDefaultConfig(background)
	if err != nil {
		log.Fatal(err)
	}
	client := sts.NewFromConfig(settings)
	for _, pause := range os.Args[1:] {
		duration, err := time.ParseDuration(pause + "s")
		if err != nil {
			log.Fatal(err)
		}
		time.Sleep(duration)
		identity, err := client.GetCallerIdentity(background, nil)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(aws.ToString(identity.Arn))
	}
}
