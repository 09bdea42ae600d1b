// SPDX-License-Identifier: Apache-2.0
#include "report/hook_message.h"

#include <algorithm>
#include <sstream>

#include "report/mask.h"
#include "report/paint.h"
#include "report/words.h"
#include "report/writer.h"

namespace patrol::report {
namespace {

constexpr std::size_t kShown = 5;        // findings in full
constexpr std::size_t kPlacesShown = 3;  // of each
constexpr std::size_t kGapsShown = 5;

std::string place_of(const Location& at) {
  switch (at.place) {
    case Place::content:
      break;
    case Place::file_name:
      return "the name of " + (at.path.empty() ? "a file" : at.path);
    case Place::ref_name:
      return "the name of a ref";
    default:
      return "line " + std::to_string(at.line) + " of the message" +
             (at.commit.empty() ? "" : " of commit " + short_id(at.commit));
  }
  if (at.path.empty() && at.object.empty()) {
    return "line " + std::to_string(at.line) + " of the message";
  }
  const std::string path = at.path.empty() ? at.object.hex() : at.path;
  return path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) +
         (at.commit.empty() ? "" : " in commit " + short_id(at.commit));
}

std::vector<const Finding*> worst_first(
    const Report& report, const std::function<bool(const Finding&)>& counts) {
  std::vector<const Finding*> found;
  for (const Finding& finding : report.findings) {
    if (finding.suppression == Suppression::no && counts(finding)) {
      found.push_back(&finding);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Finding* a, const Finding* b) {
                     return severity_of(*a) > severity_of(*b);
                   });
  return found;
}

class Message {
 public:
  Message(const Report& report, const HookWords& words)
      : mask_(report, false), paint_(words.colour), words_(words) {}

  void findings(const std::vector<const Finding*>& found) {
    text_ << "patrol: " << paint_.bold(words_.stopped + ": " +
                                       count_of(found.size(), "secret"))
          << "\n\n";
    for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i) {
      finding(*found[i], i == 0 || found[i]->rule != found[i - 1]->rule);
    }
    if (found.size() > kShown) {
      text_ << "  and " << grouped(found.size() - kShown) << " more; "
            << words_.all << " shows all\n\n";
    }
    ways_out(*found.front());
  }

  void gaps(const Coverage& coverage) {
    text_ << "patrol: "
          << paint_.bold(words_.stopped +
                         ": not all of it could be read, and what was not read "
                         "may hold a secret")
          << '\n';
    for (std::size_t i = 0; i < std::min(coverage.gaps.size(), kGapsShown); ++i) {
      const Gap& gap = coverage.gaps[i];
      text_ << "  " << to_string(gap.reason) << ": " << safe(gap.what)
            << (gap.detail.empty() ? "" : ": ") << safe(gap.detail) << '\n';
    }
    bypass();
  }

  // With the prefix before each line.
  void write(std::ostream& out) const {
    std::istringstream lines(text_.str());
    for (std::string line; std::getline(lines, line);) {
      out << (line.empty() ? "" : words_.line_prefix) << line << '\n';
    }
  }

 private:
  std::string safe(std::string_view text) const {
    return printable(mask_.apply(text));
  }

  void finding(const Finding& finding, bool with_grants) {
    const Rule& rule = *finding.rule;
    text_ << "  " << to_string(severity_of(finding)) << "  "
          << paint_.bold(one_line(rule.name)) << "  "
          << printable(mask_.shown(finding))
          << (finding.verdict.proof == Proof::valid
                  ? ", proved by " +
                        std::string(to_string(finding.verdict.kind))
                  : "")
          << '\n';
    const auto& places = finding.locations;
    for (std::size_t i = 0; i < std::min(places.size(), kPlacesShown); ++i) {
      text_ << "    " << safe(place_of(places[i])) << '\n';
    }
    if (places.size() > kPlacesShown) {
      text_ << "    and " << grouped(places.size() - kPlacesShown)
            << " more places\n";
    }
    if (with_grants) {
      text_ << "    grants: " << one_line(rule.grants) << '\n'
            << "    revoke: " << one_line(rule.revoke) << '\n';
    }
    text_ << '\n';
  }

  void ways_out(const Finding& first) {
    text_ << "Take it out:  " << words_.take_out << '\n'
          << "              Read it from the environment or a secret store "
             "instead.\n"
          << "Has anybody else seen it? Then revoke it; taking it out is not "
             "enough.\n"
          << "No secret?    Write  patrol:allow " << printable(first.rule->id)
          << "  in a comment on its line,\n"
          << "              or name it in the [[allowlist]] of .patrol.toml.\n";
    bypass();
  }

  void bypass() {
    if (words_.bypass.empty()) return;
    text_ << "All the same? " << words_.bypass << " (leaves a trace)\n";
  }

  SecretMask mask_;
  Paint paint_;
  const HookWords& words_;
  std::ostringstream text_;
};

}  // namespace

void write_hook_findings(const Report& report,
                         const std::function<bool(const Finding&)>& counts,
                         const HookWords& words, std::ostream& out) {
  const std::vector<const Finding*> found = worst_first(report, counts);
  if (found.empty()) return;
  Message message(report, words);
  message.findings(found);
  message.write(out);
}

void write_hook_gaps(const Report& report, const HookWords& words,
                     std::ostream& out) {
  Message message(report, words);
  message.gaps(report.coverage);
  message.write(out);
}

}  // namespace patrol::report
