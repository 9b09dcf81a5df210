module mows.cloud/backup/e2e/tools/kopia

go 1.26

require github.com/kopia/kopia v0.23.1
