// Engine is the real Kubernetes of the lab in one binary: etcd, kube-apiserver and kube-controller-manager as subcommands.
package main

import (
	"fmt"
	"io"
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

const usage = "usage: engine etcd|kube-apiserver|kube-controller-manager [flags]"

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	program := os.Args[1]
	if os.Getenv("MESHWISE_LAB_PIPE") != "" {
		go endWithLab()
	}
	// Each program parses os.Args itself and expects its own name in front.
	os.Args = os.Args[1:]
	switch program {
	case "etcd":
		etcdmain.Main(os.Args)
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kube-controller-manager":
		os.Exit(cli.Run(controllers.NewControllerManagerCommand()))
	default:
		fmt.Fprintf(os.Stderr, "unknown program %q\n%s\n", program, usage)
		os.Exit(2)
	}
}

// endWithLab ends the process when the lab is gone: a lab that was killed cannot stop its servers, but the pipe it held to their
// standard input breaks.
func endWithLab() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(1)
}
