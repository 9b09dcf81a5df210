module mows.cloud/backup/e2e/tools/restic-0.18

go 1.26

require github.com/restic/restic v0.18.1
