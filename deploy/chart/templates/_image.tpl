{{- define "image" -}}
{{ required "image.repository is not set: make the image with deploy/image/build, push it to a registry or import it on each node, and name it with --set image.repository=REGISTRY/mows-backup" .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
