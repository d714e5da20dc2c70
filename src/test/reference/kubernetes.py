#!/usr/bin/env python3
"""Writes the schemas that the manifests of src/main/kubernetes are checked against.

They are taken from what the projects publish (each Apache-2.0), without descriptions, and as strict as the server is:
no member beside the known ones. The files are, as of the versions in the result:

    Kubernetes            api/openapi-spec/swagger.json
    KServe                pkg/openapi/swagger.json
    Prometheus Operator   example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml

    python3 src/test/reference/kubernetes.py KUBERNETES KSERVE SERVICEMONITOR
"""
import json
import sys
from pathlib import Path

import yaml

SCHEMAS = Path(__file__).resolve().parents[1] / "resources/kubernetes/schemas.json"
SOURCES = {
    "Kubernetes": "v1.35.0, Apache-2.0, The Kubernetes Authors",
    "KServe": "aaac4e2, Apache-2.0, The KServe Authors",
    "Prometheus Operator": "%s, Apache-2.0, The prometheus-operator Authors",
}

CORE = "io.k8s.api.core.v1."
META = "io.k8s.apimachinery.pkg.apis.meta.v1."
KINDS = {
    "apps/v1 Deployment": "io.k8s.api.apps.v1.Deployment",
    "v1 Service": CORE + "Service",
    "autoscaling/v2 HorizontalPodAutoscaler": "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
    "policy/v1 PodDisruptionBudget": "io.k8s.api.policy.v1.PodDisruptionBudget",
    "networking.k8s.io/v1 NetworkPolicy": "io.k8s.api.networking.v1.NetworkPolicy",
    "serving.kserve.io/v1alpha1 ServingRuntime": "v1alpha1.ServingRuntime",
    "serving.kserve.io/v1beta1 InferenceService": "v1beta1.InferenceService",
    "monitoring.coreos.com/v1 ServiceMonitor": "ServiceMonitor",
}
QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity"
SCALARS = {
    QUANTITY: {"type": ["string", "number"], "pattern": r"^[+-]?[0-9.]+([eE][+-]?[0-9]+|[KMGTPE]i|[numkMGTPE])?$"},
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"type": ["string", "integer"]},
}
KEPT = ("type", "required", "enum", "pattern", "format", "minimum", "maximum", "minLength", "minItems", "$ref")
# Statuses are the server's, and these runtimes of other models are none of ours.
LEFT_OUT = ("status", "initContainers", "ephemeralContainers", "explainer", "transformer", "workerSpec", "huggingface",
            "lightgbm", "onnx", "paddle", "pmml", "pytorch", "sklearn", "tensorflow", "triton", "xgboost")


def strict(schema, reference):
    """A schema without what is only said to people, that allows no unknown member."""
    if schema.get("x-kubernetes-int-or-string") or schema.get("format") == "int-or-string":
        return {"type": ["string", "integer"]}
    out = {key: schema[key] for key in KEPT if key in schema}
    if "format" in out and out["format"] not in ("int32", "int64", "date-time"):
        del out["format"]
    if "$ref" in out:
        return {"$ref": reference(out["$ref"].rsplit("/", 1)[1])}
    if "properties" in schema:
        out["properties"] = {
            name: strict(member, reference)
            for name, member in schema["properties"].items()
            if name not in LEFT_OUT
        }
        out["additionalProperties"] = bool(schema.get("x-kubernetes-preserve-unknown-fields"))
    elif isinstance(schema.get("additionalProperties"), dict):
        out["additionalProperties"] = strict(schema["additionalProperties"], reference)
    if "items" in schema:
        out["items"] = strict(schema["items"], reference)
    return out


def main():
    kubernetes = json.load(open(sys.argv[1]))["definitions"]
    kserve = json.load(open(sys.argv[2]))["definitions"]
    monitor = yaml.safe_load(open(sys.argv[3]))
    version = monitor["metadata"]["annotations"]["operator.prometheus.io/version"]
    monitor = monitor["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
    SOURCES["Prometheus Operator"] %= "v" + version
    definitions, waiting = {}, list(KINDS.values())

    def reference(name):
        waiting.append(name)
        return "#/$defs/" + name

    def reference_of_kserve(name):
        """KServe's document leaves out what is Kubernetes' own."""
        if name not in kserve:
            own = QUANTITY if name.endswith("Quantity") else name.replace("k8s.io.api.", "io.k8s.api.")
            for prefix in (CORE, META):
                own = prefix + name[3:] if prefix + name[3:] in kubernetes and name.startswith("v1.") else own
            return reference(own)
        return reference(name)

    while waiting:
        name = waiting.pop()
        if name in definitions:
            continue
        if name in SCALARS:
            definitions[name] = SCALARS[name]
        elif name in kubernetes:
            definitions[name] = strict(kubernetes[name], reference)
        elif name in kserve:
            definitions[name] = strict(kserve[name], reference_of_kserve)
        elif name == "ServiceMonitor":
            definitions[name] = strict(monitor, reference)
        else:
            sys.exit("no definition of " + name)
    definitions["ServiceMonitor"]["properties"]["metadata"] = {"$ref": "#/$defs/" + META + "ObjectMeta"}
    for kind, name in KINDS.items():
        api, _, own = kind.rpartition(" ")
        members = definitions[name]["properties"]
        members["apiVersion"], members["kind"] = {"const": api}, {"const": own}
        definitions[name]["required"] = ["apiVersion", "kind", "metadata", "spec"]
    SCHEMAS.parent.mkdir(parents=True, exist_ok=True)
    kinds = {kind: {"$ref": "#/$defs/" + name} for kind, name in KINDS.items()}
    definitions = {name: definitions[name] for name in sorted(definitions)}
    lines = ",\n".join(
        "    %s: %s" % (json.dumps(name), json.dumps(schema, separators=(",", ":")))
        for name, schema in definitions.items()
    )
    head = json.dumps({"$comment": SOURCES, "kinds": kinds}, indent=2)[:-2]
    SCHEMAS.write_text(head + ',\n  "$defs": {\n' + lines + "\n  }\n}\n")


main()
