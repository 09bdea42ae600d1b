// SPDX-License-Identifier: Apache-2.0
#include "source/read_object.h"

namespace patrol::source {

void read_object(const git::Repository& repository, const ObjectId& id,
                 std::string_view path, const ObjectSource::Visit& visit,
                 Coverage& coverage) {
  absl::StatusOr<git::RawObject> object = repository.read(id);
  if (object.ok()) {
    visit({id, object->type(), path, object->content()});
    return;
  }
  coverage.add_gap(absl::IsNotFound(object.status())
                       ? GapReason::missing_object
                       : GapReason::corrupt_object,
                   id.hex(), std::string(object.status().message()));
}

absl::StatusOr<std::string> object_content(const git::Repository& repository,
                                           const ObjectId& id) {
  absl::StatusOr<git::RawObject> object = repository.read(id);
  if (!object.ok()) return object.status();
  return std::string(object->content());
}

}  // namespace patrol::source
