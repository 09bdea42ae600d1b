// SPDX-License-Identifier: Apache-2.0
#include "model/rule.h"

namespace patrol {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::low:
      return "low";
    case Severity::medium:
      return "medium";
    case Severity::high:
      return "high";
    case Severity::critical:
      return "critical";
  }
  return "";
}

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::low:
      return "low";
    case Confidence::medium:
      return "medium";
    case Confidence::high:
      return "high";
  }
  return "";
}

std::string complaint(const Rule& rule, const KeyPlace& at,
                      std::string_view why) {
  std::string text = rule.file + ":";
  if (at.line == 0) {
    text += std::to_string(rule.line);
  } else {
    text += std::to_string(at.line) + ":" + std::to_string(at.column);
  }
  text += ": rule '" + rule.id + "': ";
  if (!at.key.empty()) text += "'" + at.key + "': ";
  return text + std::string(why);
}

}  // namespace patrol
