// SPDX-License-Identifier: Apache-2.0
//
// Does the text name a secret instead of holding it? Three ways to tell:
//
//   address   the secret, or the unbroken text that it ends, is the address of
//             a secret manager or an encrypted value: "op://…", "ENC[…"
//   marks     it is, or stands in, an interpolation: "${X}", "{{ x }}", "%X%"
//   code      it is an expression that reads a secret: "process.env.X"
//
// A token written out inside an interpolation or beside one is still a token:
// `$(curl -H "token ghp_…")` and "${PREFIX}8fj2…" are kept. So where marks or
// code stand around the secret, it must itself read like a name.
#include <algorithm>
#include <span>
#include <string_view>

#include "filter/characters.h"
#include "filter/essence.h"
#include "filter/plausibility.h"

namespace patrol::filter {
namespace {

using Names = std::span<const std::string_view>;

// How a secret begins that is an address or an encrypted value; lower case.
constexpr std::string_view kAddresses[] = {
    // secret managers
    "vault:", "op://", "@microsoft.keyvault(",
    "keyvault:", "keyvaultref:", "akv://", "akvs://", "azurekeyvault://",
    "ref+", "secretref+", "sm://", "gcpsm://",
    "gcp-sm:", "gcp-secret:", "berglas://", "awssm://", "aws-sm:", "awsps://",
    "ssm:/", "ssm://", "secretsmanager:", "bw://", "bws://", "doppler://",
    "infisical://", "conjur:", "keyring:", "keychain:", "pass://", "lpass://",
    "secret://", "secrets://", "k8s://",
    // environments and mounted files
    "env:", "env://", "environment:", "/run/secrets/", "/var/run/secrets/",
    "file:///run/secrets/", "file:///var/run/secrets/",
    // encrypted values
    "enc[", "enc(", "{cipher}", "$ansible_vault;",
    // tags of YAML
    "!vault", "!secret ", "!ref ", "!sub ", "!getatt ", "!env ", "!env_var ",
    // AWS dynamic references
    "{resolve:", "{{resolve:"};

// How the unbroken text begins that ends in the secret. Fewer and longer: an
// "env:" before a token does not make it a reference.
constexpr std::string_view kAddressesBefore[] = {"vault:secret/",
                                                 "vault:kv/",
                                                 "op://",
                                                 "@microsoft.keyvault(",
                                                 "akv://",
                                                 "ref+",
                                                 "secretref+",
                                                 "sm://",
                                                 "berglas://",
                                                 "awssm://",
                                                 "ssm:/",
                                                 "secretsmanager:",
                                                 "doppler://",
                                                 "infisical://",
                                                 "secret://",
                                                 "/run/secrets/",
                                                 "/var/run/secrets/",
                                                 "enc[",
                                                 "enc(",
                                                 "{{resolve:"};

// What only an address holds, wherever it begins: ARNs, Azure's vault.
constexpr std::string_view kAddressParts[] = {
    ":secretsmanager:", ":ssm:", ".vault.azure.net/"};

// Google's "projects/x/secrets/y"; elsewhere anything may follow it.
constexpr std::string_view kSecretsFolder = "/secrets/";

// Expressions that read a secret, as they begin.
constexpr std::string_view kCodeHeads[] = {
    // environments, by language
    "process.env", "import.meta.env", "Deno.env", "Bun.env", "os.environ",
    "os.getenv", "os.Getenv", "os.LookupEnv", "System.getenv",
    "System.getProperty", "ENV[", "ENV.", "$ENV{", "$env:", "%env(", "env.",
    "env(", "getenv(", "std::env", "env::var", "env!(", "option_env!(",
    "Environment.GetEnv", "Sys.getenv(", "String.fromEnvironment",
    "ProcessInfo.processInfo", "viper.Get",
    // configuration, parameters, objects
    "secrets.", "secrets[", "vars.", "var.", "local.", "module.", "data.",
    "each.value", "config.", "config[", "settings.", "Rails.application",
    "credentials(", "self.", "this.", "props.", "params.", "options.", "args.",
    "app.config", "current_app.config", "Configuration[", "Fn::", "lookup(",
    "hiera("};

// The same anywhere in the unbroken text before the secret.
constexpr std::string_view kCodeBefore[] = {"process.env",
                                            "meta.env",
                                            "environ",
                                            "getenv",
                                            "Getenv",
                                            "LookupEnv",
                                            "GetEnvironmentVariable",
                                            "env::var",
                                            "ENV[",
                                            "ENV.fetch(",
                                            "ENV{",
                                            "env:",
                                            "env.",
                                            "env(",
                                            "secrets.",
                                            "secrets[",
                                            "vars.",
                                            "fromEnvironment(",
                                            "getProperty(",
                                            "getSecret",
                                            "get_secret",
                                            "GetSecret",
                                            "credentials(",
                                            "lookup("};

// Keys of an entry that names where a value comes from, a line or two above.
constexpr std::string_view kReferenceKeys[] = {
    "KeyRef:", "secretRef:", "valueFrom:"};

struct Marks {
  std::string_view open;
  std::string_view close;
};

// Longer openings first.
constexpr Marks kMarks[] = {{"@Microsoft.KeyVault(", ")"},
                            {"${{", "}}"},
                            {"{{", "}}"},
                            {"<%=", "%>"},
                            {"<%", "%>"},
                            {"{%", "%}"},
                            {"#{", "}"},
                            {"${", "}"},
                            {"%{", "}"},
                            {"@{", "}"},
                            {"$(", ")"},
                            {"$[", "]"}};

// Around a bare name: "%NAME%".
constexpr Marks kNameMarks[] = {{"%%", "%%"}, {"%", "%"},   {"@@", "@@"},
                                {"@", "@"},   {"__", "__"}, {"$$", "$$"},
                                {"$", "$"},   {"$", ""}};

bool starts_with_any(std::string_view text, Names heads) {
  return std::ranges::any_of(heads,
                             [&](auto head) { return text.starts_with(head); });
}

bool starts_ignoring_case_with_any(std::string_view text, Names heads) {
  return std::ranges::any_of(
      heads, [&](auto head) { return starts_ignoring_case(text, head); });
}

bool contains_any(std::string_view text, Names parts) {
  return std::ranges::any_of(
      parts, [&](auto part) { return text.find(part) != text.npos; });
}

// A name as code and templates write it.
bool is_spelled_like_name(std::string_view text) {
  const auto fits = [](char c) { return is_word(c) || c == '.' || c == '-'; };
  return !text.empty() && std::ranges::all_of(text, fits);
}

// With nothing random in it.
bool is_name(std::string_view text) {
  return is_spelled_like_name(text) && reads_like_language(text);
}

// The same between marks, which leave little doubt: abbreviations will do.
bool is_name_between_marks(std::string_view text) {
  return is_spelled_like_name(text) && !holds_random_run(text);
}

// The inside of an interpolation: brackets in pairs, and no random text, so
// that a token written out in it stays a token.
bool is_expression(std::string_view text) {
  int open = 0;
  for (const char c : text) {
    if (c == '(' || c == '[' || c == '{') ++open;
    if (c == ')' || c == ']' || c == '}') --open;
    if (open < 0 || static_cast<unsigned char>(c) < ' ') return false;
  }
  return open == 0 && !trim(text).empty() && !holds_random_run(text);
}

// Size of the interpolation that `text` begins with; 0 = none.
std::size_t interpolation_at(std::string_view text) {
  for (const Marks& marks : kMarks) {
    if (!text.starts_with(marks.open)) continue;
    const std::size_t close = text.find(marks.close, marks.open.size());
    if (close == text.npos) return 0;
    const std::size_t begin = marks.open.size();
    if (!is_expression(text.substr(begin, close - begin))) return 0;
    return close + marks.close.size();
  }
  return 0;
}

// All of the text is interpolations, but for a little that says nothing or
// reads like words: "Bearer ${TOKEN}", "{{ .Values.key }}", "${A}-${B}".
bool is_interpolated(std::string_view text) {
  constexpr int kMostTries = 16;  // bounds the work on hostile text
  const auto says_nothing = [](std::string_view aside) {
    return aside.size() < 8 || reads_like_language(aside);
  };
  bool found = false;
  std::size_t from = 0, aside = 0;
  for (int tries = 0; tries < kMostTries; ++tries) {
    const std::size_t at = text.find_first_of("${<#%@", from);
    if (at == text.npos) break;
    const std::size_t size = interpolation_at(text.substr(at));
    from = at + std::max<std::size_t>(size, 1);
    if (size == 0) continue;
    if (!says_nothing(text.substr(aside, at - aside))) return false;
    aside = from;
    found = true;
  }
  return found && says_nothing(text.substr(aside));
}

// "$NAME", "%NAME%", "@NAME@", "__NAME__".
bool is_name_within(const Marks& marks, std::string_view text) {
  if (text.size() <= marks.open.size() + marks.close.size() ||
      !text.starts_with(marks.open) || !text.ends_with(marks.close)) {
    return false;
  }
  text.remove_prefix(marks.open.size());
  text.remove_suffix(marks.close.size());
  if (is_digit(text.front())) return false;
  return marks.close.empty() ? is_name(text) : is_name_between_marks(text);
}

bool is_marked_name(std::string_view text) {
  return std::ranges::any_of(kNameMarks, [text](const Marks& marks) {
    return is_name_within(marks, text);
  });
}

// "uuidv7()", "settings.read_key()".
bool is_call(std::string_view text) {
  if (!text.ends_with("()")) return false;
  text.remove_suffix(2);
  return is_name_between_marks(text) && !is_digit(text.front());
}

bool is_reference_text(std::string_view text) {
  // None of the signs can do without one of these; most secrets have none.
  if (text.find_first_of(":.([{}$%@!<#/+_") == text.npos) return false;
  if (starts_ignoring_case_with_any(text, kAddresses)) return true;
  if (contains_any(text, kAddressParts)) return true;
  const bool hint = starts_with_any(text, kCodeHeads) ||
                    text.find(kSecretsFolder) != text.npos;
  if (hint && !holds_random_run(text)) return true;
  return is_call(text) || is_marked_name(text) || is_interpolated(text);
}

bool is_unbroken(char c) {
  return !is_space(c) && c != '"' && c != '\'' && c != '`' && c != '=' &&
         c != ',' && c != ';' && c != '<' && c != '>' && c != '|';
}

// Code as it stands before a name: `os.environ["`, `ENV['`.
bool is_code(char c) {
  return is_word(c) || c == '.' || c == ':' || c == '[' || c == '(' ||
         c == '{' || c == '$' || c == '"' || c == '\'';
}

// "arn:aws:secretsmanager:eu-west-1:123456789012:secret:" and the name after.
bool ends_address(std::string_view before, std::string_view secret) {
  const std::string_view head = tail_of(before, is_unbroken);
  if (head.size() < 4) return false;
  return starts_ignoring_case_with_any(head, kAddressesBefore) ||
         contains_any(head, kAddressParts) ||
         (head.find(kSecretsFolder) != head.npos && is_name(secret));
}

// `{{ token: "…" }}` is an object of JavaScript, not a template.
constexpr std::string_view kAssignments[] = {": ", ":\"", ":'",
                                             "= ", "=\"", "='"};

// The line before the secret opens an interpolation that goes on after it.
bool is_inside_marks(std::string_view before, std::string_view after) {
  const std::size_t line = before.find_last_of('\n');
  if (line != before.npos) before.remove_prefix(line + 1);
  if (before.find_first_of("{<%([") == before.npos) return false;
  for (const Marks& marks : kMarks) {
    const std::size_t open = before.rfind(marks.open);
    if (open == before.npos) continue;
    const std::string_view inside = before.substr(open + marks.open.size());
    if (inside.find(marks.close) != inside.npos) continue;
    if (contains_any(inside, kAssignments)) continue;
    const std::size_t end = after.find(marks.close);
    if (end != after.npos && end <= after.find('\n')) return true;
  }
  return false;
}

// "%" before and "%" after, "$" before, and the like.
bool is_between_name_marks(std::string_view before, std::string_view after) {
  return std::ranges::any_of(kNameMarks, [&](const Marks& marks) {
    return before.ends_with(marks.open) && after.starts_with(marks.close);
  });
}

// Unquoted, and the code goes on: `settings` before `.token`, `read` before
// `("token")`.
bool is_followed_by_code(std::string_view before, std::string_view after) {
  constexpr std::string_view kBeginners = " \t=:,(>[{";
  if (before.empty() || kBeginners.find(before.back()) == before.npos) {
    return false;
  }
  return after.starts_with("(") || after.starts_with("[") ||
         after.starts_with("->") || after.starts_with("::") ||
         (after.size() > 1 && after[0] == '.' && is_letter(after[1]));
}

// An entry of the last three lines says that a name follows.
bool follows_reference_key(std::string_view before) {
  std::size_t begin = before.size();
  for (int lines = 0; lines < 3 && begin != before.npos && begin > 0; ++lines) {
    begin = before.find_last_of('\n', begin - 1);
  }
  if (begin != before.npos) before.remove_prefix(begin);
  return contains_any(before, kReferenceKeys);
}

bool is_named_by_context(const Candidate& candidate) {
  const std::string_view secret = candidate.secret;
  const std::string_view before = candidate.before, after = candidate.after;
  if (!is_name_between_marks(secret)) return false;  // most tokens end here
  if (is_between_name_marks(before, after) || is_inside_marks(before, after)) {
    return true;
  }
  const bool named = is_followed_by_code(before, after) ||
                     follows_reference_key(before) ||
                     contains_any(tail_of(before, is_code), kCodeBefore);
  return named && reads_like_language(secret);
}

}  // namespace

bool is_reference(const Candidate& candidate) {
  return is_reference_text(Essence(candidate.secret).text()) ||
         ends_address(candidate.before, candidate.secret) ||
         is_named_by_context(candidate);
}

}  // namespace patrol::filter
