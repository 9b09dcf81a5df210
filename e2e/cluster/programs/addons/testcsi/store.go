package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type kind string

const (
	volumeKind   kind = "vol"
	snapshotKind kind = "snap"
)

// An entry describes a volume or a snapshot; it lies as JSON beside the subvolume and is written after it, so a subvolume
// without one is the rest of an interrupted call.
type entry struct {
	ID      string
	Source  string // what the content came from: of a volume a snapshot, a volume or nothing, of a snapshot its volume
	Size    int64  // bytes; promised, not enforced
	Block   bool
	Created time.Time
}

type store struct {
	folder  string
	foreign bool // its folders are somebody else's, without entries
}

// id derives the identifier from the name that the caller chose, which makes calls repeatable.
func (k kind) id(name string) string {
	hash := sha256.Sum256([]byte(name))
	return string(k) + "-" + hex.EncodeToString(hash[:10])
}

func (s store) path(id string) string { return filepath.Join(s.folder, filepath.Base(id)) }

func (s store) image(id string) string { return filepath.Join(s.path(id), "disk.img") }

// load fails with fs.ErrNotExist if there is no such entry of this kind.
func (s store) load(k kind, id string) (*entry, error) {
	if !strings.HasPrefix(id, string(k)+"-") {
		return nil, fs.ErrNotExist
	}
	text, err := os.ReadFile(s.path(id) + ".json")
	if err != nil {
		return nil, err
	}
	e := &entry{}
	return e, json.Unmarshal(text, e)
}

// mountable finds a volume, whoever made it.
func (s store) mountable(id string) (*entry, error) {
	if !s.foreign {
		return s.load(volumeKind, id)
	}
	if _, err := os.Stat(s.path(id)); err != nil {
		return nil, err
	}
	return &entry{ID: id, Size: defaultSize}, nil
}

func (s store) save(e *entry) error {
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	file := s.path(e.ID) + ".json"
	if err := os.WriteFile(file+".new", text, 0600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

func (s store) list(k kind) ([]*entry, error) {
	files, err := filepath.Glob(filepath.Join(s.folder, string(k)+"-*.json"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var entries []*entry
	for _, file := range files {
		e, err := s.load(k, strings.TrimSuffix(filepath.Base(file), ".json"))
		if errors.Is(err, fs.ErrNotExist) {
			continue // deleted meanwhile
		}
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// create makes the subvolume of e, from source or empty, and then e itself.
func (s store) create(e *entry, source string, readOnly bool) error {
	path := s.path(e.ID)
	if err := s.removeSubvolume(path); err != nil {
		return err
	}
	var err error
	switch {
	case source == "":
		if err = run("btrfs", "-q", "subvolume", "create", path); err == nil {
			err = os.Chmod(path, 0777)
		}
	case readOnly:
		err = run("btrfs", "-q", "subvolume", "snapshot", "-r", s.path(source), path)
	default:
		err = run("btrfs", "-q", "subvolume", "snapshot", s.path(source), path)
	}
	if err != nil {
		return err
	}
	if e.Block && !readOnly {
		if err := s.sizeImage(e); err != nil {
			return err
		}
	}
	return s.save(e)
}

func (s store) sizeImage(e *entry) error {
	image, err := os.OpenFile(s.image(e.ID), os.O_CREATE|os.O_RDWR, 0600)
	if err != nil {
		return err
	}
	defer image.Close()
	return image.Truncate(e.Size)
}

// remove removes an entry with its subvolume; it is fine if there is none.
func (s store) remove(k kind, id string) error {
	if _, err := s.load(k, id); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := s.removeSubvolume(s.path(id)); err != nil {
		return err
	}
	return os.Remove(s.path(id) + ".json")
}

func (s store) removeSubvolume(path string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return run("btrfs", "-q", "subvolume", "delete", path)
}

func run(command ...string) error {
	output, err := exec.Command(command[0], command[1:]...).CombinedOutput()
	if err != nil {
		return status.Errorf(codes.Internal, "%s: %v: %s", strings.Join(command, " "), err, output)
	}
	return nil
}
