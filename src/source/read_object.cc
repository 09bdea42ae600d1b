// SPDX-License-Identifier: Apache-2.0
#include "source/read_object.h"

#include <utility>

#include "git/objects.h"

namespace patrol::source {
namespace {

GapReason reason_of(const absl::Status& status) {
  if (absl::IsNotFound(status)) return GapReason::missing_object;
  if (absl::IsResourceExhausted(status)) return GapReason::too_large;
  return GapReason::corrupt_object;
}

}  // namespace

void tell(const ObjectId& id, const absl::StatusOr<git::RawObject>& object,
          std::string_view path, const ObjectSource::Visit& visit,
          Coverage& coverage) {
  if (object.ok()) {
    visit({id, object->type(), path, object->content()});
    return;
  }
  coverage.add_gap(reason_of(object.status()), id.hex(),
                   std::string(object.status().message()));
}

ObjectSource::Visit verifying(ObjectSource::Visit visit, Coverage& coverage) {
  return [visit = std::move(visit), &coverage](const Object& object) {
    if (!object.name_only) {
      const ObjectId id =
          git::id_of(object.type, object.content, object.id.size);
      if (id != object.id) {
        coverage.add_gap(GapReason::wrong_object_id, object.id.hex(),
                         "its bytes are those of " + id.hex());
      }
    }
    visit(object);
  };
}

absl::StatusOr<std::string> object_content(const git::Repository& repository,
                                           const ObjectId& id) {
  absl::StatusOr<git::RawObject> object = repository.read(id);
  if (!object.ok()) return object.status();
  return std::string(object->content());
}

}  // namespace patrol::source
