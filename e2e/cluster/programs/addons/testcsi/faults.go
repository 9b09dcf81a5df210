package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A faultFile says which calls are slow or fail, and is read at each call:
//
//	{"CreateSnapshot": {"delay": "5s", "code": 14, "message": "busy"}}
//
// Without a code a call is only delayed; codes are gRPC's numbers.
type faultFile string

type fault struct {
	Delay   string
	Code    uint32
	Message string
}

func (f faultFile) intercept(ctx context.Context, request any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	call := filepath.Base(info.FullMethod)
	if err := f.strike(ctx, call); err != nil {
		log.Printf("%s %v -> %v", call, request, err)
		return nil, err
	}
	response, err := handler(ctx, request)
	if _, known := status.FromError(err); !known {
		err = status.Error(codes.Internal, err.Error())
	}
	if call != "Probe" && !strings.HasSuffix(call, "Capabilities") {
		log.Printf("%s %v -> %v", call, request, err)
	}
	return response, err
}

func (f faultFile) strike(ctx context.Context, call string) error {
	text, err := os.ReadFile(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	faults := map[string]fault{}
	if err == nil {
		err = json.Unmarshal(text, &faults)
	}
	if err != nil {
		return status.Errorf(codes.Internal, "faults: %v", err)
	}
	wanted, ok := faults[call]
	if !ok {
		return nil
	}
	if wanted.Delay != "" {
		delay, err := time.ParseDuration(wanted.Delay)
		if err != nil {
			return status.Errorf(codes.Internal, "faults: %v", err)
		}
		select {
		case <-time.After(delay):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if wanted.Code == 0 {
		return nil
	}
	return status.Error(codes.Code(wanted.Code), wanted.Message)
}
