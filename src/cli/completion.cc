// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.h"

#include <sstream>
#include <vector>

#include <CLI/CLI.hpp>

namespace patrol::cli {
namespace {

struct Command {
  std::string path;  // "rules list"; "" = patrol itself
  std::vector<std::string> subcommands;
  std::vector<const CLI::Option*> options;
};

void collect(const CLI::App& app, const std::string& path,
             std::vector<Command>& commands) {
  Command command{path, {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_lnames().empty()) command.options.push_back(option);
  }
  const auto subcommands =
      app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* sub : subcommands) {
    if (sub->get_group().empty()) continue;  // hidden
    command.subcommands.push_back(sub->get_name());
  }
  commands.push_back(command);
  for (const CLI::App* sub : subcommands) {
    if (sub->get_group().empty()) continue;
    collect(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(),
            commands);
  }
}

std::string words_of(const Command& command) {
  std::string words;
  auto add = [&](const std::string& word) {
    words += (words.empty() ? "" : " ") + word;
  };
  for (const std::string& name : command.subcommands) add(name);
  for (const CLI::Option* option : command.options) {
    for (const std::string& name : option->get_lnames()) add("--" + name);
    for (const std::string& name : option->get_snames()) add("-" + name);
  }
  return words;
}

// bash and zsh share the table: the words that may follow each command.
std::string case_table(const std::vector<Command>& commands) {
  std::string table;
  for (const Command& command : commands) {
    table += "    \"" + command.path + "\") choices=\"" + words_of(command) +
             "\" ;;\n";
  }
  return table;
}

std::string command_paths(const std::vector<Command>& commands) {
  std::string all;
  for (const Command& command : commands) {
    if (!command.path.empty()) all += "|\"" + command.path + "\"";
  }
  return all.substr(all.empty() ? 0 : 1);
}

// clang-format off: one line of a script a line.
std::string bash_script(const std::vector<Command>& commands) {
  return "# bash completion for patrol\n"
         "_patrol() {\n"
         "  local current=\"${COMP_WORDS[COMP_CWORD]}\" chain=\"\" word "
         "choices=\"\"\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    case \"${chain:+$chain }$word\" in\n"
         "    " +
         command_paths(commands) +
         ") chain=\"${chain:+$chain }$word\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case \"$chain\" in\n" +
         case_table(commands) +
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$current\"; "
         "compgen -f -- \"$current\")\n"
         "}\n"
         "complete -o filenames -F _patrol patrol\n";
}

// Works both as an autoloaded file in $fpath, which is itself the function's
// first run, and when it is sourced.
std::string zsh_script(const std::vector<Command>& commands) {
  return "#compdef patrol\n"
         "_patrol() {\n"
         "  local chain=\"\" word choices=\"\"\n"
         "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
         "    case \"${chain:+$chain }$word\" in\n"
         "    " +
         command_paths(commands) +
         ") chain=\"${chain:+$chain }$word\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case \"$chain\" in\n" +
         case_table(commands) +
         "  esac\n"
         "  compadd -- ${=choices}\n"
         "  _files\n"
         "}\n"
         "if [ \"$funcstack[1]\" = _patrol ]; then\n"
         "  _patrol \"$@\"\n"
         "else\n"
         "  compdef _patrol patrol\n"
         "fi\n";
}
// clang-format on

std::string fish_quoted(std::string text) {
  std::string quoted = "'";
  for (char c : text)
    quoted += c == '\'' ? std::string("\\'") : std::string(1, c);
  return quoted + "'";
}

std::string fish_script(const std::vector<Command>& commands) {
  std::ostringstream out;
  out << "# fish completion for patrol\n";
  for (const Command& command : commands) {
    const std::string seen =
        command.path.empty()
            ? "__fish_use_subcommand"
            : "__fish_seen_subcommand_from " +
                  command.path.substr(command.path.rfind(' ') + 1);
    for (const std::string& name : command.subcommands) {
      out << "complete -c patrol -n " << fish_quoted(seen) << " -a " << name
          << '\n';
    }
    for (const CLI::Option* option : command.options) {
      out << "complete -c patrol -n " << fish_quoted(seen);
      for (const std::string& name : option->get_lnames())
        out << " -l " << name;
      for (const std::string& name : option->get_snames())
        out << " -s " << name;
      if (option->get_expected_max() > 0) out << " -r";
      out << " -d " << fish_quoted(option->get_description()) << '\n';
    }
  }
  return out.str();
}

}  // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
  std::vector<Command> commands;
  collect(app, "", commands);
  if (shell == "zsh") return zsh_script(commands);
  return shell == "fish" ? fish_script(commands) : bash_script(commands);
}

}  // namespace patrol::cli
