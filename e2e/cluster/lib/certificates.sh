# A certificate authority, the certificates and the kubeconfigs of one cluster. Sourced after cluster.sh.
# shellcheck shell=bash disable=SC2154

new_key() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
}

# new_certificate FILE SUBJECT USAGE [ALTERNATIVE_NAMES]
new_certificate() {
    new_key "$1"
    openssl req -new -key "$1.key" -subj "$2" |
        openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -out "$1.crt" -extfile <(
            echo basicConstraints=CA:FALSE
            echo keyUsage=digitalSignature
            echo "extendedKeyUsage=$3"
            echo "${4:+subjectAltName=$4}"
        ) 2>/dev/null
}

# new_kubeconfig FILE SUBJECT
new_kubeconfig() {
    new_certificate "$1" "$2" clientAuth
    cat >"$1.conf" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://$node_ip:6443", certificate-authority-data: $(base64 -w0 ca.crt)}}]
users: [{name: test, user: {client-certificate-data: $(base64 -w0 "$1.crt"), client-key-data: $(base64 -w0 "$1.key")}}]
contexts: [{name: test, context: {cluster: test, user: test}}]
current-context: test
YAML
}

new_certificates() (
    umask 077
    mkdir -p "$pki"
    cd "$pki" || exit
    new_key ca
    openssl req -x509 -new -key ca.key -subj /CN=kubernetes-ca -days 365 -out ca.crt \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
    local names=DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local
    new_certificate apiserver /CN=kube-apiserver serverAuth "$names,IP:$node_ip,IP:$service_ip"
    new_certificate apiserver-kubelet-client /O=system:masters/CN=apiserver-kubelet-client clientAuth
    new_certificate front-proxy-client /CN=front-proxy-client clientAuth
    new_certificate kubelet-serving "/O=system:nodes/CN=system:node:$node" serverAuth "DNS:$node,IP:$node_ip"
    openssl genrsa -out service-accounts.key 2048 2>/dev/null
    openssl rsa -in service-accounts.key -pubout -out service-accounts.pub 2>/dev/null
    new_kubeconfig admin /O=system:masters/CN=admin
    new_kubeconfig controller-manager /CN=system:kube-controller-manager
    new_kubeconfig scheduler /CN=system:kube-scheduler
    new_kubeconfig kubelet "/O=system:nodes/CN=system:node:$node"
    new_kubeconfig kube-proxy /CN=system:kube-proxy
)
