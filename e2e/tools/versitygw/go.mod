module mows.cloud/backup/e2e/tools/versitygw

go 1.26

require github.com/versity/versitygw v1.8.0
