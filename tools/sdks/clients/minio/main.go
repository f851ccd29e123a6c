// Lists buckets after each pause with MinIO's library, as restic and mc do.
package main

import (
	"context"
	"log"
	"net/url"
	"os"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

func main() {
	endpoint, err := url.Parse(os.Getenv("AWS_ENDPOINT_URL"))
	if err != nil {
		log.Fatal(err)
	}
	chain := []credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}}
	client, err := minio.New(endpoint.Host, &minio.Options{
		Creds:  credentials.NewChainCredentials(chain),
		Region: os.Getenv("AWS_REGION"),
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, pause := range os.Args[1:] {
		duration, err := time.ParseDuration(pause + "s")
		if err != nil {
			log.Fatal(err)
		}
		time.Sleep(duration)
		if _, err := client.ListBuckets(context.Background()); err != nil {
			log.Fatal(err)
		}
	}
}
