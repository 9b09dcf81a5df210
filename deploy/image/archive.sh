# Writes a container image without a container engine: an archive as `docker save` makes it, of one layer, always the same bytes
# for the same files. Sourced.
# shellcheck shell=bash

# All files are root's and of one time, and come in one order. Of ustar, links could not lead to long names.
archive() {
    tar --create --sort=name --format=gnu --mtime=@0 --owner=0 --group=0 --numeric-owner "$@"
}

# write_image OUTPUT NAME:TAG FOLDER CONFIG: the folder becomes the root; CONFIG is JSON as in the image specification's config.
write_image() {
    local output=$1 name=$2 folder=$3 config=$4 work layer architecture
    architecture=$(uname -m)
    case $architecture in
        x86_64) architecture=amd64 ;;
        aarch64) architecture=arm64 ;;
    esac
    work=$output.work
    mkdir "$work"
    archive --file "$work/layer.tar" --directory "$folder" .
    layer=$(sha256sum "$work/layer.tar" | cut -d ' ' -f 1)
    cat >"$work/config.json" <<JSON
{"architecture": "$architecture", "os": "linux", "config": $config,
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]}}
JSON
    cat >"$work/manifest.json" <<JSON
[{"Config": "config.json", "RepoTags": ["$name"], "Layers": ["layer.tar"]}]
JSON
    archive --file "$output" --directory "$work" config.json layer.tar manifest.json
    rm -rf "$work"
}
