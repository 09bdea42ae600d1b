// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

#include <cstdio>
#include <functional>
#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/completion.h"
#include "cli/deadline.h"
#include "cli/hook_agent.h"
#include "cli/hook_command.h"
#include "cli/hook_install.h"
#include "cli/exit_code.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/rules_command.h"
#include "cli/sarif_command.h"
#include "cli/scan_command.h"
#include "cli/terminal.h"
#include "cli/upload_command.h"
#include "model/report.h"

namespace patrol::cli {
namespace {

constexpr const char* kAbout =
    "patrol finds leaked access tokens in git history, files and streams, and "
    "proves them offline.\nNothing leaves this machine, unless you upload a "
    "report.";

constexpr const char* kFooter = R"(
Examples:
  patrol git .                        the whole history of this repository
  patrol git --staged                 what you are about to commit
  patrol git --range origin/main..    what this branch adds
  patrol git --ci                     what this push or pull request adds
  patrol dir src config               files as they are, ignored ones included
  kubectl logs web | patrol stdin     anything else
  patrol git . -f text -f sarif -o patrol.sarif
  patrol baseline . -o .patrol-baseline && patrol git . -b .patrol-baseline

Exit codes: 0 clean, 1 findings, 2 wrong usage or configuration, 3 something
could not be read and nothing was found, 130/143 interrupted.)";

constexpr const char* kRulesFooter = R"(
Examples:
  patrol rules list                   all rules
  patrol rules explain 'npm-*'        all about some
  patrol rules test --rules my.toml   run the examples of your own
  patrol rules check --rules my.toml  what they cost

CONTRIBUTING.md has the format of rule files.)";

// A command: how it is called, what it takes, what runs it.
struct Command {
  const char* name;
  const char* summary;
  const char* group;  // "" hides it
  std::function<void(CLI::App&, Arguments&)> options;
  std::function<int(const Arguments&)> run;
  const char* footer = "";
};

int run_protect(const Arguments& arguments) {
  if (arguments.ci ||
      (!arguments.git.whole_history() && !arguments.git.staged)) {
    return fail(absl::InvalidArgumentError(
        "protect looks at what is staged: --ci, --range, --branch and --since "
        "are for git"));
  }
  Arguments staged = arguments;
  staged.git.staged = true;
  return run_git(staged);
}

void add_scan_options(CLI::App& app, ScanArguments& a) {
  add_input_options(app, a);
  add_exclude_option(app, a);
  add_report_options(app, a);
}

void git_options(CLI::App& app, Arguments& a) {
  add_git_options(app, a);
  add_scan_options(app, a.scan);
}

void dir_options(CLI::App& app, Arguments& a) {
  app.add_option("paths", a.paths, "Files and folders")
      ->type_name("PATH")
      ->required();
  add_scan_options(app, a.scan);
}

void stdin_options(CLI::App& app, Arguments& a) {
  add_input_options(app, a.scan);
  add_report_options(app, a.scan);
}

void baseline_options(CLI::App& app, Arguments& a) {
  app.add_option("path", a.repository,
                 "A repository (its whole history), or a folder")
      ->type_name("PATH")
      ->capture_default_str();
  app.add_option("-o,--output", a.output, "Write to FILE (default: print)")
      ->type_name("FILE");
  add_input_options(app, a.scan);
  add_exclude_option(app, a.scan);
}

void rules_options(CLI::App& app, Arguments& a) {
  app.add_option("id", a.names, "Rule ids ('*' allowed) or provider names");
  add_rule_options(app, a.scan);
}

void rules_check_options(CLI::App& app, Arguments& a) {
  rules_options(app, a);
  app.add_option("--sample", a.sample,
                 "Time each rule among all on the text of this file, too; "
                 "takes 10 seconds a rule")
      ->type_name("FILE");
}

void rules_list_options(CLI::App& app, Arguments& a) {
  rules_options(app, a);
  app.add_flag("--verifiers", a.verifiers,
               "Print the names of the verifiers that a rule can use");
}

void verify_options(CLI::App& app, Arguments& a) {
  app.add_option("-f,--format", a.format, "text or json (one object a line)")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_rule_options(app, a.scan);
  app.allow_extras();  // run_verify tells what is wrong with a token there
}

void upload_options(CLI::App& app, Arguments& a) {
  add_upload_options(app, a.upload);
}

int upload(const Arguments& arguments) { return run_upload(arguments.upload); }

const std::vector<Command>& scan_commands() {
  static const std::vector<Command> commands = {
      {"git", "Scan a git repository: every object, reachable or not", "Scan",
       git_options, run_git,
       "\nExamples:\n  patrol git .\n  patrol git /srv/git/project.git -f sarif "
       "-o project.sarif\n  patrol git --staged\n  patrol git --range "
       "origin/main..HEAD\n  patrol git --ci -f text -f sarif -o patrol.sarif\n  "
       "patrol git --branch main --since '2 weeks ago'"},
      {"dir", "Scan files and folders", "Scan", dir_options, run_dir,
       "\nExamples:\n  patrol dir .\n  patrol dir ~/.config /etc -f ndjson"},
      {"stdin", "Scan what comes on standard input", "Scan", stdin_options,
       run_stdin,
       "\nExamples:\n  git diff | patrol stdin\n  kubectl logs web | patrol "
       "stdin -f json"},
      {"baseline", "Write a baseline: the findings of today, to be held back",
       "Scan", baseline_options, run_baseline,
       "\nExample:\n  patrol baseline . -o .patrol-baseline\n  patrol git . -b "
       ".patrol-baseline"},
      {"upload", "Send a SARIF log to the code scanning of a GitHub host",
       "Scan", upload_options, upload,
       "\nExamples:\n  patrol git . -o patrol.sarif; patrol upload patrol.sarif "
       "--repository acme/shop --ref refs/heads/main --commit \"$(git rev-parse "
       "HEAD)\"\n  patrol upload patrol.sarif    in GitHub Actions, which sets "
       "the rest\n\nThe token is read from the environment only. Exit code 0: "
       "taken in; 4: not."},
      {"verify", "Say what a token on standard input is, without the network",
       "Tokens", verify_options, run_verify,
       "\nExample:\n  printf %s \"$TOKEN\" | patrol verify\n\nExit code 0: a "
       "token of a known type; 1: none, or its checksum is wrong."},
      // Names that people's scripts have from older tools.
      {"detect", "Same as git", "", git_options, run_git},
      {"protect", "Same as git --staged", "", git_options, run_protect},
  };
  return commands;
}

const std::vector<Command>& rules_commands() {
  static const std::vector<Command> commands = {
      {"list", "One line a rule: id, severity, confidence, verifier, name",
       "Rules", rules_list_options, run_rules_list},
      {"explain", "All about some rules", "Rules", rules_options,
       run_rules_explain},
      {"test", "Run the examples of the rules through the whole pipeline",
       "Rules", rules_options, run_rules_test,
       "\nExample:\n  patrol rules test --rules my-rules.toml"},
      {"check", "What rules cost: widths, share of the database, speed",
       "Rules", rules_check_options, run_rules_check,
       "\nWORST is the speed of the rule alone on a text made to slow it. SLOWS, "
       "with --sample,\ntells how much longer a search for all rules takes with "
       "the rule than without it.\n"
       "\nExamples:\n"
       "  patrol rules check --rules my-rules.toml    your own rules\n"
       "  patrol rules check 'github-*'               some\n"
       "  git ls-files -z | xargs -0 cat >sample\n"
       "  patrol rules check --rules my-rules.toml --sample sample"},
  };
  return commands;
}

void hook_pre_commit_options(CLI::App& app, Arguments& a) {
  add_hook_options(app, a);
  app.add_option("files", a.paths,
                 "Files to scan whole if nothing of them is staged")
      ->type_name("FILE");
}

void hook_commit_msg_options(CLI::App& app, Arguments& a) {
  add_hook_options(app, a);
  app.add_option("file", a.paths, "With the message")
      ->type_name("FILE")
      ->expected(1)
      ->required();
}

void hook_pre_push_options(CLI::App& app, Arguments& a) {
  add_hook_options(app, a);
  app.add_option("remote", a.paths, "Name and URL of the remote, as git gives them")
      ->type_name("REMOTE")
      ->expected(0, 2);
}

void hook_pre_receive_options(CLI::App& app, Arguments& a) {
  add_hook_options(app, a);
  app.add_option("--max-time", a.hook.max_time,
                 "End after so long: 5s, 500ms, 0 (no limit)")
      ->type_name("TIME")
      ->check(CLI::Validator(
          [](std::string& text) {
            return parse_duration(text) ? std::string()
                                        : "'" + text + "' is no time; write 5s";
          },
          ""))
      ->capture_default_str();
  app.add_option("--on-timeout", a.hook.on_timeout,
                 "What becomes of the push then")
      ->check(CLI::IsMember({"allow", "deny"}))
      ->capture_default_str();
}

void hook_agent_options(CLI::App& app, Arguments& a) {
  add_input_options(app, a.scan);
}

void hook_install_options(CLI::App& app, Arguments& a) {
  app.add_flag("--global", a.hook.global, "For all repositories of this user");
  app.add_option("--hook", a.hook.hooks,
                 "This hook (repeatable; default: pre-commit and pre-push)")
      ->check(CLI::IsMember(
          {"pre-commit", "commit-msg", "pre-push", "pre-receive"}))
      ->allow_extra_args(false);
}

const std::vector<Command>& hook_commands() {
  static const std::vector<Command> commands = {
      {"pre-commit", "Stop a commit that brings in a secret", "Hooks",
       hook_pre_commit_options, run_hook_pre_commit},
      {"commit-msg", "Stop a commit whose message holds a secret", "Hooks",
       hook_commit_msg_options, run_hook_commit_msg},
      {"pre-push", "Stop a push that brings a secret to the remote", "Hooks",
       hook_pre_push_options, run_hook_pre_push},
      {"pre-receive", "On a server: refuse a push that brings a secret", "Hooks",
       hook_pre_receive_options, run_hook_pre_receive,
       "\nExample, as hooks/pre-receive of a bare repository:\n  #!/bin/sh\n"
       "  exec patrol hook pre-receive --max-time 4s --on-timeout deny"},
      {"agent", "Stop a coding agent's prompt or tool call that holds a secret",
       "Hooks", hook_agent_options, run_hook_agent},
      {"install", "Let git run these hooks in this repository, or in all",
       "Setting up", hook_install_options, run_hook_install,
       "\nExamples:\n  patrol hook install\n  patrol hook install --global\n"
       "  patrol hook install --hook commit-msg"},
      {"uninstall", "Take them out again", "Setting up", hook_install_options,
       run_hook_uninstall},
  };
  return commands;
}

const std::vector<Command>& sarif_commands() {
  static const std::vector<Command> commands = {
      {"merge", "Make one log of the logs of shards", "SARIF",
       add_sarif_merge_options, run_sarif_merge,
       "\nExample:\n  patrol sarif merge part-*.sarif -o patrol.sarif"},
  };
  return commands;
}

constexpr const char* kHookFooter = R"(
Examples:
  patrol hook install                      in this repository
  patrol hook install --global             in all of yours
  PATROL_SKIP="sample key" git commit      go past it, with a trace

docs/hooks.md tells of servers, hook managers and coding agents.)";

class Program {
 public:
  Program() : app_(kAbout, "patrol") {
    app_.set_version_flag("--version", std::string("patrol ") +
                                           std::string(kVersion));
    app_.require_subcommand(1);
    app_.footer(kFooter);
    app_.get_formatter()->column_width(34);
    add(app_, scan_commands());
    CLI::App* rules =
        app_.add_subcommand("rules", "List, explain and test the rules");
    rules->group("Tokens")->require_subcommand(1)->footer(kRulesFooter);
    add(*rules, rules_commands());
    CLI::App* hook = app_.add_subcommand(
        "hook", "Stop secrets in commits, pushes and prompts");
    hook->group("Scan")->require_subcommand(1)->footer(kHookFooter);
    add(*hook, hook_commands());
    CLI::App* sarif = app_.add_subcommand("sarif", "Work on SARIF logs");
    sarif->group("Scan")->require_subcommand(1);
    add(*sarif, sarif_commands());
    add_completion();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) {  // --help and --version
        app_.exit(error);
        return kClean;
      }
      complain(error.what());
      complain("--help tells more");
      return kUsage;
    }
    return result_;
  }

 private:
  void add(CLI::App& parent, const std::vector<Command>& commands) {
    for (const Command& command : commands) {
      CLI::App* sub = parent.add_subcommand(command.name, command.summary);
      sub->group(command.group)->footer(command.footer);
      command.options(*sub, arguments_);
      sub->callback([this, sub, &command] {
        if (sub->get_allow_extras()) take_extras(*sub);
        if (sub->get_option_no_throw("--show-secrets")) {
          pair_outputs(*sub, arguments_.scan);
        }
        result_ = command.run(arguments_);
      });
    }
  }

  void take_extras(const CLI::App& app) {
    arguments_.names = app.remaining();
    for (const std::string& name : arguments_.names) {
      if (name.starts_with('-')) throw CLI::ExtrasError({name});
    }
  }

  void add_completion() {
    CLI::App* sub = app_.add_subcommand(
        "completion", "Print a completion script for your shell");
    sub->add_option("shell", arguments_.shell, "bash, zsh or fish")
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->required();
    sub->callback([this] {
      std::cout << completion_script(app_, arguments_.shell);
    });
  }

  CLI::App app_;
  Arguments arguments_;
  int result_ = kClean;
};

}  // namespace

int run(int argc, char** argv) {
  fill_standard_descriptors();
  catch_signals();
  const int result = Program().run(argc, argv);
  // Reports have been seen to; this is for lists, help and scripts.
  if (std::cout.flush() && std::fflush(stdout) == 0) return result;
  complain("standard output: cannot be written");
  return kIncomplete;
}

}  // namespace patrol::cli
