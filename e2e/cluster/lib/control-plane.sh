# The cluster's memory and brain: etcd, API server, controllers, scheduler. Sourced after service.sh.
# shellcheck shell=bash disable=SC2154

# It forgets with the machine: fsync would only cost time.
start_etcd() {
    start_service etcd etcd --name "$node" --data-dir "$cluster/etcd" --unsafe-no-fsync --log-level warn \
        --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
        --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
        --initial-cluster "$node=http://127.0.0.1:2380"
}

# The kubelet's address is taken from the node, since nobody resolves its name (logs, exec).
start_apiserver() {
    start_service apiserver kube-apiserver --etcd-servers=http://127.0.0.1:2379 \
        --bind-address="$node_ip" --advertise-address="$node_ip" --secure-port=6443 \
        --service-cluster-ip-range="$service_cidr" --allow-privileged=true --profiling=false \
        --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
        --client-ca-file="$pki/ca.crt" \
        --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" \
        --service-account-issuer=https://kubernetes.default.svc.cluster.local \
        --service-account-key-file="$pki/service-accounts.pub" \
        --service-account-signing-key-file="$pki/service-accounts.key" \
        --kubelet-preferred-address-types=InternalIP --kubelet-certificate-authority="$pki/ca.crt" \
        --kubelet-client-certificate="$pki/apiserver-kubelet-client.crt" \
        --kubelet-client-key="$pki/apiserver-kubelet-client.key" \
        --requestheader-client-ca-file="$pki/ca.crt" --requestheader-allowed-names=front-proxy-client \
        --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
        --requestheader-extra-headers-prefix=X-Remote-Extra- \
        --proxy-client-cert-file="$pki/front-proxy-client.crt" --proxy-client-key-file="$pki/front-proxy-client.key"
}

start_controller_manager() {
    local own=$pki/controller-manager.conf
    start_service controller-manager kube-controller-manager --kubeconfig="$own" \
        --authentication-kubeconfig="$own" --authorization-kubeconfig="$own" \
        --bind-address=127.0.0.1 --leader-elect=false --use-service-account-credentials=true \
        --root-ca-file="$pki/ca.crt" --service-account-private-key-file="$pki/service-accounts.key" \
        --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key" \
        --service-cluster-ip-range="$service_cidr" --cluster-cidr="$pod_cidr" --allocate-node-cidrs=false \
        --pvclaimbinder-sync-period=5s
}

# A pod that needs a claim is tried again when the claim is bound, but at times before the scheduler itself has learned of that,
# and then not again for five minutes: here it is tried again soon.
start_scheduler() {
    local own=$pki/scheduler.conf
    start_service scheduler kube-scheduler --kubeconfig="$own" \
        --authentication-kubeconfig="$own" --authorization-kubeconfig="$own" \
        --bind-address=127.0.0.1 --leader-elect=false --pod-max-in-unschedulable-pods-duration=5s
}
