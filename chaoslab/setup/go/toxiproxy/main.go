// Toxiproxy's server with one more flag: with -socket its API, which asks nobody who they are, listens on a Unix socket
// that only its owner may use, instead of on a TCP port that is open to every user of the machine.
package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	socket := flag.String("socket", "", "path of a Unix socket for the API to listen on, instead of host and port")
	host := flag.String("host", "localhost", "host for the API to listen on")
	port := flag.String("port", "8474", "port for the API to listen on")
	config := flag.String("config", "", "JSON file with proxies to create at the start")
	version := flag.Bool("version", false, "print the version")
	flag.Parse()
	if *version {
		fmt.Println("toxiproxy-server version", toxiproxy.Version)
		return nil
	}
	logger := zerolog.New(os.Stdout).Level(zerolog.InfoLevel).With().Timestamp().Logger()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), logger)
	if *config != "" {
		server.PopulateConfig(*config)
	}
	listener, err := listen(*socket, net.JoinHostPort(*host, *port))
	if err != nil {
		return err
	}
	return serve(listener, server)
}

func listen(socket, address string) (net.Listener, error) {
	if socket == "" {
		return net.Listen("tcp", address)
	}
	syscall.Umask(0o077) // the socket is nobody else's from its first moment
	return net.Listen("unix", socket)
}

func serve(listener net.Listener, server *toxiproxy.ApiServer) error {
	// The limits that Toxiproxy's own server sets.
	api := &http.Server{
		Handler:      server.Routes(),
		ReadTimeout:  15 * time.Second,
		WriteTimeout: 30 * time.Second,
		IdleTimeout:  60 * time.Second,
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		<-signals
		api.Close()
	}()
	if err := api.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
