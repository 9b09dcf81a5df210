package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"golang.org/x/sys/unix"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func (d *driver) NodeGetCapabilities(context.Context, *csi.NodeGetCapabilitiesRequest) (*csi.NodeGetCapabilitiesResponse, error) {
	response := &csi.NodeGetCapabilitiesResponse{}
	for _, capability := range []csi.NodeServiceCapability_RPC_Type{
		csi.NodeServiceCapability_RPC_GET_VOLUME_STATS,
		csi.NodeServiceCapability_RPC_EXPAND_VOLUME,
	} {
		response.Capabilities = append(response.Capabilities, &csi.NodeServiceCapability{
			Type: &csi.NodeServiceCapability_Rpc{Rpc: &csi.NodeServiceCapability_RPC{Type: capability}}})
	}
	return response, nil
}

func (d *driver) NodeGetInfo(context.Context, *csi.NodeGetInfoRequest) (*csi.NodeGetInfoResponse, error) {
	return &csi.NodeGetInfoResponse{NodeId: d.node}, nil
}

func (d *driver) NodePublishVolume(_ context.Context, r *csi.NodePublishVolumeRequest) (*csi.NodePublishVolumeResponse, error) {
	if r.VolumeId == "" || r.TargetPath == "" || r.VolumeCapability == nil {
		return nil, status.Error(codes.InvalidArgument, "id, target and capability are needed")
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	volume, err := d.store.mountable(r.VolumeId)
	if err != nil {
		return nil, status.Errorf(codes.NotFound, "volume %s: %v", r.VolumeId, err)
	}
	if isMounted(r.TargetPath) {
		return &csi.NodePublishVolumeResponse{}, nil
	}
	source := d.store.path(volume.ID)
	if volume.Block {
		if source, err = d.attach(volume, r.Readonly); err != nil {
			return nil, err
		}
		err = makeFile(r.TargetPath)
	} else {
		err = os.MkdirAll(r.TargetPath, 0750)
	}
	if err != nil {
		return nil, err
	}
	if err := unix.Mount(source, r.TargetPath, "", unix.MS_BIND, ""); err != nil {
		return nil, status.Errorf(codes.Internal, "bind %s: %v", r.TargetPath, err)
	}
	if r.Readonly && !volume.Block {
		err = unix.Mount("", r.TargetPath, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, "")
	}
	return &csi.NodePublishVolumeResponse{}, err
}

func (d *driver) NodeUnpublishVolume(_ context.Context, r *csi.NodeUnpublishVolumeRequest) (*csi.NodeUnpublishVolumeResponse, error) {
	if r.VolumeId == "" || r.TargetPath == "" {
		return nil, status.Error(codes.InvalidArgument, "id and target are needed")
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	for isMounted(r.TargetPath) {
		if err := unix.Unmount(r.TargetPath, 0); err != nil {
			return nil, status.Errorf(codes.Internal, "unmount %s: %v", r.TargetPath, err)
		}
	}
	if volume, err := d.store.mountable(r.VolumeId); err == nil && volume.Block {
		for _, device := range d.devices(volume) {
			// The kernel waits until the last user has closed it.
			if err := run("losetup", "--detach", device); err != nil {
				return nil, err
			}
		}
	}
	return &csi.NodeUnpublishVolumeResponse{}, os.RemoveAll(r.TargetPath)
}

func (d *driver) NodeGetVolumeStats(_ context.Context, r *csi.NodeGetVolumeStatsRequest) (*csi.NodeGetVolumeStatsResponse, error) {
	if r.VolumeId == "" || r.VolumePath == "" {
		return nil, status.Error(codes.InvalidArgument, "id and path are needed")
	}
	volume, err := d.store.mountable(r.VolumeId)
	if err != nil || !isMounted(r.VolumePath) {
		return nil, status.Errorf(codes.NotFound, "volume %s at %s", r.VolumeId, r.VolumePath)
	}
	var usage unix.Statfs_t
	if err := unix.Statfs(d.store.path(volume.ID), &usage); err != nil {
		return nil, err
	}
	return &csi.NodeGetVolumeStatsResponse{Usage: []*csi.VolumeUsage{{
		Unit:      csi.VolumeUsage_BYTES,
		Total:     volume.Size,
		Available: min(volume.Size, int64(usage.Bavail)*usage.Bsize),
		Used:      int64(usage.Blocks-usage.Bfree) * usage.Bsize,
	}}}, nil
}

func (d *driver) NodeExpandVolume(_ context.Context, r *csi.NodeExpandVolumeRequest) (*csi.NodeExpandVolumeResponse, error) {
	if r.VolumeId == "" || r.VolumePath == "" {
		return nil, status.Error(codes.InvalidArgument, "id and path are needed")
	}
	volume, err := d.store.mountable(r.VolumeId)
	if err != nil {
		return nil, status.Errorf(codes.NotFound, "volume %s: %v", r.VolumeId, err)
	}
	if volume.Block {
		for _, device := range d.devices(volume) {
			if err := run("losetup", "--set-capacity", device); err != nil {
				return nil, err
			}
		}
	}
	return &csi.NodeExpandVolumeResponse{CapacityBytes: volume.Size}, nil
}

// attach puts a block volume's image behind a loop device, whose path it returns.
func (d *driver) attach(volume *entry, readOnly bool) (string, error) {
	options := []string{"--find", "--show", "--nooverlap"}
	if readOnly {
		options = append(options, "--read-only")
	}
	output, err := exec.Command("losetup", append(options, d.store.image(volume.ID))...).Output()
	if err != nil {
		return "", status.Errorf(codes.Internal, "losetup: %v", err)
	}
	return strings.TrimSpace(string(output)), nil
}

func (d *driver) devices(volume *entry) []string {
	output, err := exec.Command("losetup", "--noheadings", "--output", "NAME", "--associated", d.store.image(volume.ID)).Output()
	if err != nil {
		return nil // no image yet
	}
	return strings.Fields(string(output))
}

func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0750); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE, 0660)
	if err != nil {
		return err
	}
	return file.Close()
}

func isMounted(path string) bool {
	var own, parent unix.Stat_t
	if unix.Lstat(path, &own) != nil {
		return false
	}
	if unix.Lstat(filepath.Dir(path), &parent) != nil {
		return false
	}
	return own.Dev != parent.Dev || own.Mode&unix.S_IFMT == unix.S_IFBLK
}
