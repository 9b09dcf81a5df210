// testcsi is a small real CSI driver for a cluster of one node: controller, node and kubelet's plugin registration in one
// process. A volume is a btrfs subvolume, so snapshots and clones are atomic and take no time; a block volume is a sparse
// file in one, behind a loop device. On purpose it can be told to fail (faults.go).
package main

import (
	"flag"
	"log"
	"net"
	"os"
	"path/filepath"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"google.golang.org/grpc"
	registration "k8s.io/kubelet/pkg/apis/pluginregistration/v1"
)

const registryFolder = "/var/lib/kubelet/plugins_registry"

func main() {
	name := flag.String("name", "", "the driver's name")
	node := flag.String("node", "", "the node's name")
	endpoint := flag.String("endpoint", "", "socket to serve CSI on")
	volumes := flag.String("volumes", "", "folder on btrfs that holds the volumes")
	foreign := flag.Bool("foreign", false, "somebody else makes the volumes: each folder is the one of its name, as of a file system")
	faults := flag.String("faults", "", "file that says which calls fail; need not exist")
	flag.Parse()

	driver := &driver{name: *name, node: *node, store: store{folder: *volumes, foreign: *foreign}}
	server := grpc.NewServer(grpc.UnaryInterceptor(faultFile(*faults).intercept))
	csi.RegisterIdentityServer(server, driver)
	csi.RegisterControllerServer(server, driver)
	csi.RegisterNodeServer(server, driver)
	listener := listen(*endpoint)

	registrar := grpc.NewServer()
	registration.RegisterRegistrationServer(registrar, &plugin{name: *name, endpoint: *endpoint})
	registry := listen(filepath.Join(registryFolder, *name+"-reg.sock"))
	go func() { log.Fatal(registrar.Serve(registry)) }()

	log.Fatal(server.Serve(listener))
}

func listen(socket string) net.Listener {
	if err := os.MkdirAll(filepath.Dir(socket), 0750); err != nil {
		log.Fatal(err)
	}
	if err := os.Remove(socket); err != nil && !os.IsNotExist(err) {
		log.Fatal(err)
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		log.Fatal(err)
	}
	return listener
}
