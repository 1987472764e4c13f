// A client of Lambda's Runtime API on Go's net/http, which returns its event.
package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
)

func main() {
	api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	for {
		if err := serve(api); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func serve(api string) error {
	next, err := http.Get(api + "next")
	if err != nil {
		return err
	}
	event, err := io.ReadAll(next.Body)
	next.Body.Close()
	if err != nil {
		return err
	}
	id := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
	taken, err := http.Post(api+id+"/response", "application/json", bytes.NewReader(event))
	if err != nil {
		return err
	}
	// Only a body that was read to its end leaves the connection to the next request.
	_, err = io.Copy(io.Discard, taken.Body)
	taken.Body.Close()
	return err
}
