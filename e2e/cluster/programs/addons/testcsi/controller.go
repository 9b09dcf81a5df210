package main

import (
	"context"
	"strconv"
	"time"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"
)

const defaultSize = 1 << 30

func (d *driver) ControllerGetCapabilities(context.Context, *csi.ControllerGetCapabilitiesRequest) (*csi.ControllerGetCapabilitiesResponse, error) {
	response := &csi.ControllerGetCapabilitiesResponse{}
	for _, capability := range []csi.ControllerServiceCapability_RPC_Type{
		csi.ControllerServiceCapability_RPC_CREATE_DELETE_VOLUME,
		csi.ControllerServiceCapability_RPC_CREATE_DELETE_SNAPSHOT,
		csi.ControllerServiceCapability_RPC_LIST_SNAPSHOTS,
		csi.ControllerServiceCapability_RPC_CLONE_VOLUME,
		csi.ControllerServiceCapability_RPC_EXPAND_VOLUME,
	} {
		response.Capabilities = append(response.Capabilities, &csi.ControllerServiceCapability{
			Type: &csi.ControllerServiceCapability_Rpc{Rpc: &csi.ControllerServiceCapability_RPC{Type: capability}}})
	}
	return response, nil
}

func (d *driver) CreateVolume(_ context.Context, r *csi.CreateVolumeRequest) (*csi.CreateVolumeResponse, error) {
	if r.Name == "" || len(r.VolumeCapabilities) == 0 {
		return nil, status.Error(codes.InvalidArgument, "name and capabilities are needed")
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	wanted := &entry{ID: volumeKind.id(r.Name), Size: r.GetCapacityRange().GetRequiredBytes(), Created: time.Now()}
	limit := r.GetCapacityRange().GetLimitBytes()
	if wanted.Size == 0 {
		wanted.Size = defaultSize
		if limit > 0 {
			wanted.Size = min(limit, defaultSize)
		}
	}
	for _, capability := range r.VolumeCapabilities {
		wanted.Block = wanted.Block || capability.GetBlock() != nil
	}
	source, err := d.contentSource(r.GetVolumeContentSource())
	if err != nil {
		return nil, err
	}
	if source != nil {
		wanted.Source = source.ID
		if source.Block != wanted.Block {
			return nil, status.Error(codes.InvalidArgument, "volume mode differs from the source's")
		}
		if wanted.Size < source.Size {
			return nil, status.Errorf(codes.OutOfRange, "smaller than its source (%d bytes)", source.Size)
		}
	}
	if old, err := d.store.load(volumeKind, wanted.ID); err == nil {
		if old.Source != wanted.Source || old.Block != wanted.Block || old.Size < wanted.Size || limit > 0 && old.Size > limit {
			return nil, status.Errorf(codes.AlreadyExists, "%s exists and differs", r.Name)
		}
		return createdVolume(old, r), nil
	}
	if err := d.store.create(wanted, wanted.Source, false); err != nil {
		return nil, err
	}
	return createdVolume(wanted, r), nil
}

func (d *driver) contentSource(source *csi.VolumeContentSource) (*entry, error) {
	var found *entry
	var err error
	if snapshot := source.GetSnapshot(); snapshot != nil {
		found, err = d.store.load(snapshotKind, snapshot.SnapshotId)
	} else if volume := source.GetVolume(); volume != nil {
		found, err = d.store.load(volumeKind, volume.VolumeId)
	}
	if err != nil {
		return nil, status.Errorf(codes.NotFound, "content source: %v", err)
	}
	return found, nil
}

func createdVolume(volume *entry, r *csi.CreateVolumeRequest) *csi.CreateVolumeResponse {
	return &csi.CreateVolumeResponse{Volume: &csi.Volume{
		VolumeId: volume.ID, CapacityBytes: volume.Size, ContentSource: r.VolumeContentSource}}
}

func (d *driver) DeleteVolume(_ context.Context, r *csi.DeleteVolumeRequest) (*csi.DeleteVolumeResponse, error) {
	return &csi.DeleteVolumeResponse{}, d.remove(volumeKind, r.VolumeId)
}

func (d *driver) DeleteSnapshot(_ context.Context, r *csi.DeleteSnapshotRequest) (*csi.DeleteSnapshotResponse, error) {
	return &csi.DeleteSnapshotResponse{}, d.remove(snapshotKind, r.SnapshotId)
}

func (d *driver) remove(k kind, id string) error {
	if id == "" {
		return status.Error(codes.InvalidArgument, "id is needed")
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.store.remove(k, id)
}

func (d *driver) CreateSnapshot(_ context.Context, r *csi.CreateSnapshotRequest) (*csi.CreateSnapshotResponse, error) {
	if r.Name == "" || r.SourceVolumeId == "" {
		return nil, status.Error(codes.InvalidArgument, "name and source are needed")
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	id := snapshotKind.id(r.Name)
	if old, err := d.store.load(snapshotKind, id); err == nil {
		if old.Source != r.SourceVolumeId {
			return nil, status.Errorf(codes.AlreadyExists, "%s exists with another source", r.Name)
		}
		return &csi.CreateSnapshotResponse{Snapshot: describe(old)}, nil
	}
	volume, err := d.store.load(volumeKind, r.SourceVolumeId)
	if err != nil {
		return nil, status.Errorf(codes.NotFound, "volume %s: %v", r.SourceVolumeId, err)
	}
	if err := run("sync", "--file-system", d.store.path(volume.ID)); err != nil {
		return nil, err
	}
	made := &entry{ID: id, Source: volume.ID, Size: volume.Size, Block: volume.Block, Created: time.Now()}
	if err := d.store.create(made, volume.ID, true); err != nil {
		return nil, err
	}
	return &csi.CreateSnapshotResponse{Snapshot: describe(made)}, nil
}

func describe(snapshot *entry) *csi.Snapshot {
	return &csi.Snapshot{SnapshotId: snapshot.ID, SourceVolumeId: snapshot.Source, SizeBytes: snapshot.Size,
		CreationTime: timestamppb.New(snapshot.Created), ReadyToUse: true}
}

func (d *driver) ListSnapshots(_ context.Context, r *csi.ListSnapshotsRequest) (*csi.ListSnapshotsResponse, error) {
	all, err := d.store.list(snapshotKind)
	if err != nil {
		return nil, err
	}
	response := &csi.ListSnapshotsResponse{}
	for _, snapshot := range all {
		if (r.SnapshotId == "" || r.SnapshotId == snapshot.ID) && (r.SourceVolumeId == "" || r.SourceVolumeId == snapshot.Source) {
			response.Entries = append(response.Entries, &csi.ListSnapshotsResponse_Entry{Snapshot: describe(snapshot)})
		}
	}
	from := 0
	if r.StartingToken != "" {
		if from, err = strconv.Atoi(r.StartingToken); err != nil || from < 0 || from > len(response.Entries) {
			return nil, status.Errorf(codes.Aborted, "bad starting token %q", r.StartingToken)
		}
	}
	to := len(response.Entries)
	if r.MaxEntries > 0 && from+int(r.MaxEntries) < to {
		to = from + int(r.MaxEntries)
		response.NextToken = strconv.Itoa(to)
	}
	response.Entries = response.Entries[from:to]
	return response, nil
}

func (d *driver) ValidateVolumeCapabilities(_ context.Context, r *csi.ValidateVolumeCapabilitiesRequest) (*csi.ValidateVolumeCapabilitiesResponse, error) {
	if r.VolumeId == "" || len(r.VolumeCapabilities) == 0 {
		return nil, status.Error(codes.InvalidArgument, "id and capabilities are needed")
	}
	if _, err := d.store.load(volumeKind, r.VolumeId); err != nil {
		return nil, status.Errorf(codes.NotFound, "volume %s: %v", r.VolumeId, err)
	}
	return &csi.ValidateVolumeCapabilitiesResponse{
		Confirmed: &csi.ValidateVolumeCapabilitiesResponse_Confirmed{VolumeCapabilities: r.VolumeCapabilities}}, nil
}

func (d *driver) ControllerExpandVolume(_ context.Context, r *csi.ControllerExpandVolumeRequest) (*csi.ControllerExpandVolumeResponse, error) {
	if r.VolumeId == "" || r.CapacityRange == nil {
		return nil, status.Error(codes.InvalidArgument, "id and range are needed")
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	volume, err := d.store.load(volumeKind, r.VolumeId)
	if err != nil {
		return nil, status.Errorf(codes.NotFound, "volume %s: %v", r.VolumeId, err)
	}
	volume.Size = max(volume.Size, r.CapacityRange.RequiredBytes)
	if volume.Block {
		if err := d.store.sizeImage(volume); err != nil {
			return nil, err
		}
	}
	if err := d.store.save(volume); err != nil {
		return nil, err
	}
	return &csi.ControllerExpandVolumeResponse{CapacityBytes: volume.Size, NodeExpansionRequired: volume.Block}, nil
}
