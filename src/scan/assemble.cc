// SPDX-License-Identifier: Apache-2.0
#include "scan/assemble.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/digest.h"
#include "base/glob.h"
#include "base/hex.h"
#include "scan/line_hash.h"

namespace patrol::scan {
namespace {

std::string fingerprint(const Rule& rule, std::string_view secret) {
  std::string all = rule.id + '\0' + std::string(secret);
  return base::encode_hex(base::sha256(all)).substr(0, 32);
}

// In HEAD first, then the best reachable, content before names of refs, then
// the oldest.
bool better(const Location& a, const Location& b) {
  auto order = [](const Location& l) {
    return std::tuple(!l.in_head, l.reach, l.place == Place::ref_name);
  };
  auto key = [](const Location& l) {
    return std::tie(l.author_time, l.path, l.line, l.column, l.commit,
                    l.object, l.ref);
  };
  return order(a) != order(b) ? order(a) < order(b) : key(a) < key(b);
}

Location place_in_ref(const Occurrence& occurrence, const ObjectRef& object) {
  Location location;
  location.place = Place::ref_name;
  location.line = location.end_line = occurrence.line;
  location.column = location.utf16_column = occurrence.column;
  location.end_column = location.utf16_end_column = occurrence.end_column;
  location.encodings = occurrence.encodings;
  location.head_known = false;
  location.reach = object.reach;
  location.ref = object.path;
  return location;
}

Location place_of(const Occurrence& occurrence, const ObjectRef& object,
                  const attribute::Origin& origin) {
  if (occurrence.place == Place::ref_name) {
    return place_in_ref(occurrence, object);
  }
  Location location;
  location.object = object.id;
  location.place = occurrence.place;
  location.path = origin.path.empty() ? object.path : origin.path;
  location.line = occurrence.line;
  location.column = location.utf16_column = occurrence.column;
  location.end_line = occurrence.end_line;
  location.end_column = location.utf16_end_column = occurrence.end_column;
  location.encodings = occurrence.encodings;
  location.commit = origin.commit;
  location.author_time = origin.author_time;
  location.in_head = origin.in_head;
  location.head_known = origin.head_known;
  location.reach = origin.reach;
  location.ref = origin.ref;
  location.reflog_entry = origin.reflog_entry;
  location.merge_only = origin.merge_only;
  if (origin.reach == Reach::note && location.place == Place::content) {
    location.place = Place::note;
  }
  return location;
}

// A name in a tree is at those of the object's paths that end in it: files of
// other names may have the same bytes.
bool is_at(const Occurrence& occurrence, const ObjectRef& object,
           const attribute::Origin& origin) {
  return occurrence.place != Place::file_name || origin.path.empty() ||
         origin.path == object.path || origin.path.ends_with("/" + object.path);
}

// When a commit brought something in: clocks of authors may be wrong, so they
// decide only where the order of the history is not known.
using Age = std::pair<std::uint32_t, std::int64_t>;

// A location on its way: which one, and the age of its commit.
struct Slot {
  std::size_t index;
  Age age;
};

// Two versions of one file that both hold the secret are one location: where
// it stands best, since the oldest commit.
void merge_version(Location& best, Age& best_age, Location other, Age age) {
  if (better(other, best)) {
    std::swap(best, other);
    std::swap(best_age, age);
  }
  if (other.reach == best.reach && !other.commit.empty() && age < best_age) {
    best.commit = other.commit;
    best.author_time = other.author_time;
    best.merge_only = other.merge_only;
    best_age = age;
  }
}

// What has versions that are one location. Messages have no path: each object
// is a location of its own, and so is each ref's name.
std::string whole_of(const Location& at) {
  if (at.place == Place::ref_name) return at.ref;
  return at.path.empty() ? at.object.hex() : at.path;
}

}  // namespace

Assembly::Assembly(Target& target, const RuleSet& rules, FindingTable table,
                   bool show_suppressed)
    : target_(&target),
      rules_(&rules),
      table_(std::move(table)),
      show_suppressed_(show_suppressed) {
  for (auto& [key, entry] : table_.entries()) {
    const std::string& raw = entry.raw;  // clang 14 captures no bindings
    const std::string& rule_id = rules.rules[entry.rule].id;
    bool names_told = false;
    std::erase_if(entry.kept, [&](const Occurrence& occurrence) {
      const bool old = target.is_old(table_.objects()[occurrence.object],
                                     occurrence.place, raw, rule_id);
      names_told |= old && occurrence.place == Place::file_name;
      return old;
    });
    if (names_told) hidden_.push_back(entry.secret);
  }
}

absl::flat_hash_set<ObjectId> Assembly::objects() const {
  absl::flat_hash_set<ObjectId> ids;
  for (const auto& [key, entry] : table_.entries()) {
    for (const Occurrence& o : entry.kept) {
      ids.insert(table_.objects()[o.object].id);
    }
    if (!show_suppressed_) continue;
    for (const Occurrence& o : entry.held_back) {
      ids.insert(table_.objects()[o.object].id);
    }
  }
  ids.erase(ObjectId{});
  return ids;
}

std::vector<const attribute::Origin*> Assembly::origins_of(
    const Occurrence& occurrence, const ObjectRef& object) const {
  static const attribute::Origin nowhere{.reach = Reach::dangling};
  static const attribute::Origin not_traced{.reach = Reach::unknown,
                                            .head_known = false};
  static const attribute::Origin no_git{.reach = Reach::none,
                                        .head_known = false};
  if (object.id.empty()) return {&no_git};
  if (!traced_) return {&not_traced};
  std::vector<const attribute::Origin*> origins;
  if (auto found = places_.find(object.id); found != places_.end()) {
    for (const attribute::Origin& origin : found->second) {
      if (is_at(occurrence, object, origin)) origins.push_back(&origin);
    }
  }
  if (origins.empty()) origins.push_back(&nowhere);
  return origins;
}

std::vector<Location> Assembly::locate(std::vector<Occurrence> all) const {
  const std::vector<ObjectRef>& objects = table_.objects();
  // Merging versions is not the same in any order: take the order of ids, not
  // that in which the workers met the objects.
  std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    auto key = [&](const Occurrence& o) {
      const ObjectRef& object = objects[o.object];
      return std::tie(object.id, object.path, o.place, o.line, o.column);
    };
    return key(a) < key(b);
  });
  std::vector<Location> locations;
  // In one object each occurrence counts; across versions of a path they are
  // told apart by their number only.
  std::map<std::tuple<Place, std::string, std::uint32_t>, Slot> index;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> ordinals;
  for (const Occurrence& occurrence : all) {
    const ObjectRef& object = objects[occurrence.object];
    for (const attribute::Origin* origin : origins_of(occurrence, object)) {
      Location location = place_of(occurrence, object, *origin);
      const Age age{origin->rank, origin->author_time};
      const std::string name = whole_of(location);
      const std::uint32_t ordinal = ordinals[{occurrence.object, name}]++;
      auto [slot, inserted] = index.try_emplace(
          {location.place, name, ordinal}, Slot{locations.size(), age});
      if (inserted) {
        locations.push_back(std::move(location));
      } else {
        merge_version(locations[slot->second.index], slot->second.age,
                      std::move(location), age);
      }
    }
  }
  std::sort(locations.begin(), locations.end(), better);
  return locations;
}

Finding Assembly::make_finding(const Entry& entry) const {
  Finding finding;
  finding.rule = &rules_->rules[entry.rule];
  finding.secret = entry.secret;
  finding.verdict = entry.verdict;
  finding.suppression = entry.kept.empty() ? entry.reason : Suppression::no;
  finding.fingerprint = fingerprint(*finding.rule, entry.secret);
  for (const std::uint32_t rule : entry.also) {
    finding.also.push_back(rules_->rules[rule].id);
  }
  std::sort(finding.also.begin(), finding.also.end());
  finding.locations = locate(entry.kept.empty() ? entry.held_back : entry.kept);
  return finding;
}

void Assembly::build(Report& report) {
  report.hidden = hidden_;
  for (const auto& [key, entry] : table_.entries()) {
    if (!entry.kept.empty()) {
      report.findings.push_back(make_finding(entry));
    } else if (!entry.held_back.empty()) {
      ++report.held_back[entry.reason];
      if (show_suppressed_) report.suppressed.push_back(make_finding(entry));
    }
  }
}

namespace {

bool accepts_as_is(const ScanOptions& options, const Finding& finding,
                   const Location& location) {
  auto excluded = [&](const std::string& glob) {
    return base::glob_match(glob, location.path);
  };
  return std::any_of(options.exclude.begin(), options.exclude.end(),
                     excluded) ||
         (options.allowlist && options.allowlist->allows(finding, location));
}

// However the scanned folder was typed.
bool accepts(const Target& target, const ScanOptions& options,
             const Finding& finding, const Location& location) {
  if (accepts_as_is(options, finding, location)) return true;
  Location inner = location;
  inner.path = target.inner_path(location.path);
  return inner.path != location.path && accepts_as_is(options, finding, inner);
}

// Drops accepted locations; a finding that loses all of them keeps them, and
// says why it is held back.
bool is_accepted(const Target& target, const ScanOptions& options,
                 Finding& finding) {
  if (options.baseline && options.baseline->contains(finding.fingerprint)) {
    finding.suppression = Suppression::baseline;
    return true;
  }
  std::vector<Location> rest;
  for (const Location& location : finding.locations) {
    if (!accepts(target, options, finding, location)) rest.push_back(location);
  }
  if (rest.empty()) {
    finding.suppression = Suppression::allowlist;
    return true;
  }
  finding.locations = std::move(rest);
  return false;
}

}  // namespace

void hold_back(Report& report, const Target& target,
               const ScanOptions& options) {
  auto first_accepted = std::stable_partition(
      report.findings.begin(), report.findings.end(),
      [&](Finding& finding) { return !is_accepted(target, options, finding); });
  for (auto it = first_accepted; it != report.findings.end(); ++it) {
    ++report.held_back[it->suppression];
    report.suppressed.push_back(std::move(*it));
  }
  report.findings.erase(first_accepted, report.findings.end());
}

namespace {

// The locations whose lines are hashed, in an order that reads each base once:
// names, and what has lines of its own in an object, are in no file.
std::vector<Location*> in_files(Report& report, Target& target) {
  std::vector<std::pair<std::uint64_t, Location*>> all;
  for (Finding& finding : report.findings) {
    Location& first = finding.locations.front();
    if (first.place == Place::content || first.place == Place::note) {
      all.emplace_back(target.source().place_of(first.object), &first);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first < b.first;
  });
  std::vector<Location*> locations;
  for (const auto& [place, location] : all) locations.push_back(location);
  return locations;
}

}  // namespace

void complete_findings(Report& report, Target& target, bool line_hashes) {
  for (Finding& finding : report.findings) {
    for (Location& location : finding.locations) target.complete(location);
  }
  if (!line_hashes) return;
  for (Location* location : in_files(report, target)) {
    if (auto content = target.source().content(*location); content.ok()) {
      complete_for_sarif(*content, *location);
    }
  }
}

}  // namespace patrol::scan
