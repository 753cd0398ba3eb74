"""Completions for bash, zsh and fish, made from the argument parser.

They offer commands, options, known values, files and folders. Nothing in them starts the program
or looks into a journal, so that a press of the Tab key shows nothing of what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tools.release.commands import Argument, Command, Takes

HEAD = "# Made from the program's own list of commands; a change belongs there.\n"


def completions(program: Command, names: Sequence[str]) -> Mapping[str, str]:
    """The three files by their place below ``share/``.

    Args:
        program: the program with its commands.
        names: what it can be called by, the first one first.
    """
    first = names[0]
    return {
        f"bash-completion/completions/{first}": bash(program, names),
        f"zsh/site-functions/_{first}": zsh(program, names),
        f"fish/vendor_completions.d/{first}.fish": fish(program, names),
    }


def bash(program: Command, names: Sequence[str]) -> str:
    """A bash completion that needs no library of other completions."""
    valued = sorted({flag for flag, _ in _valued(program)})
    lines = [
        f"{HEAD}_safeharbor() {{",
        '    local word=${COMP_WORDS[COMP_CWORD]} last="" path="" at',
        "    COMPREPLY=()",
        "    for ((at = 1; at < COMP_CWORD; at++)); do",
        '        case "$last" in',
        f"            {'|'.join(valued)}) last=; continue ;;",
        "        esac",
        "        last=${COMP_WORDS[at]}",
        '        case "$path/$last" in',
        f"            {'|'.join(_paths(program))}) path=$path/$last ;;",
        "        esac",
        "    done",
        '    case "$path $last" in',
        *_bash_values(program),
        "    esac",
        '    case "$path" in',
        *_bash_words(program),
        "    esac",
        "}",
        f"complete -F _safeharbor {' '.join(names)}",
    ]
    return "\n".join(lines) + "\n"


def zsh(program: Command, names: Sequence[str]) -> str:
    """A zsh completion, to lie in a folder of ``fpath``."""
    lines = [f"#compdef {' '.join(names)}", HEAD]
    for command in program.walk():
        lines += _zsh_function(command)
    lines.append(f'{_function(program)} "$@"')
    return "\n".join(lines) + "\n"


def fish(program: Command, names: Sequence[str]) -> str:
    """A fish completion."""
    first, *others = names
    lines = [HEAD, *_FISH_PATH]
    valued = " ".join(sorted({flag for flag, _ in _valued(program)}))
    lines = [line.replace("VALUED", valued) for line in lines]
    lines = [line.replace("COMMANDS", " ".join(_paths(program))) for line in lines]
    lines.append(f"complete -c {first} -f")
    for command in program.walk():
        lines += _fish_command(command, first)
    lines += [f"complete -c {other} -w {first}" for other in others]
    return "\n".join(lines) + "\n"


def _place(command: Command) -> str:
    """``/guides/list``; "" for the program itself."""
    return "".join(f"/{word}" for word in command.path[1:])


def _paths(program: Command) -> list[str]:
    return [_place(each) for each in program.walk() if _place(each)]


def _valued(program: Command) -> Iterator[tuple[str, Argument]]:
    for command in program.walk():
        for option in command.options:
            if option.takes is not Takes.NOTHING:
                yield from ((flag, option) for flag in option.flags)


def _offer_in_bash(argument: Argument) -> str:
    if argument.choices:
        return f"COMPREPLY=($(compgen -W '{' '.join(argument.choices)}' -- \"$word\"))"
    if argument.takes is Takes.FILE:
        return 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word")'
    if argument.takes is Takes.FOLDER:
        return 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word")'
    return ":"


def _bash_values(program: Command) -> Iterator[str]:
    for command in program.walk():
        for option in command.options:
            if option.takes is not Takes.NOTHING:
                cases = "|".join(f"'{_place(command)} {flag}'" for flag in option.flags)
                yield f"        {cases}) {_offer_in_bash(option)}; return ;;"


def _bash_words(program: Command) -> Iterator[str]:
    for command in program.walk():
        offered = [each.path[-1] for each in command.commands]
        flags = [flag for option in command.options for flag in option.flags]
        yield f"        '{_place(command)}')"
        yield "            if [[ $word == -* ]]; then"
        yield f"                COMPREPLY=($(compgen -W '{' '.join(flags)}' -- \"$word\"))"
        yield "            else"
        if offered:
            yield f"                COMPREPLY=($(compgen -W '{' '.join(offered)}' -- \"$word\"))"
        for word in command.words:
            yield f"                {_offer_in_bash(word)}"
        if not offered and not command.words:
            yield "                :"
        yield "            fi ;;"


def _function(command: Command) -> str:
    return "_" + "_".join(part.replace("-", "_") for part in command.path)


def _zsh_function(command: Command) -> Iterator[str]:
    yield f"{_function(command)}() {{"
    if command.commands:
        yield "    local line state"
    yield "    _arguments -C -s -S \\"
    for option in command.options:
        yield f"        {_zsh_option(option)} \\"
    for place, word in enumerate(command.words, start=1):
        index = "*" if word.many else f"{place:d}"
        yield f"        {_quoted(f'{index}:{_zsh_text(word.name)}:{_zsh_values(word)}')} \\"
    if command.commands:
        yield "        '1: :->command' '*:: :->arguments'"
        yield from _zsh_below(command)
    else:
        yield "        && return 0"
    yield "}"


def _zsh_below(command: Command) -> Iterator[str]:
    yield "    case $state in"
    yield "        command)"
    yield "            local -a commands=("
    for below in command.commands:
        yield f"                {_quoted(f'{below.path[-1]}:{below.about}')}"
    yield "            )"
    yield "            _describe command commands ;;"
    yield "        arguments)"
    yield "            case $line[1] in"
    for below in command.commands:
        yield f"                {below.path[-1]}) {_function(below)} ;;"
    yield "            esac ;;"
    yield "    esac"


def _zsh_option(option: Argument) -> str:
    about = f"[{_zsh_text(option.about)}]"
    value = "" if option.takes is Takes.NOTHING else f":{_zsh_text(option.name)}:"
    value += _zsh_values(option) if value else ""
    if len(option.flags) > 1:
        flags = ",".join(option.flags)
        return f"'({' '.join(option.flags)})'{{{flags}}}{_quoted(about + value)}"
    many = "*" if option.many else ""
    return _quoted(f"{many}{option.flags[0]}{about}{value}")


def _zsh_values(argument: Argument) -> str:
    if argument.choices:
        return f"({' '.join(argument.choices)})"
    return {Takes.FILE: "_files", Takes.FOLDER: "_files -/"}.get(argument.takes, "")


def _zsh_text(text: str) -> str:
    """``text`` with the signs that _arguments reads for its own purposes made harmless."""
    for sign in ("\\", ":", "[", "]"):
        text = text.replace(sign, f"\\{sign}")
    return text


# fish has no notion of nested commands: this finds the one that the words before belong to.
_FISH_PATH = (
    "function __safeharbor_at",
    "    set -l at ''",
    "    set -l skip 0",
    "    for word in (commandline -opc)[2..]",
    "        if test $skip = 1",
    "            set skip 0",
    "        else if contains -- $word VALUED",
    "            set skip 1",
    "        else if contains -- $at/$word COMMANDS",
    "            set at $at/$word",
    "        end",
    "    end",
    '    test "$at" = "$argv[1]"',
    "end",
)


def _fish_command(command: Command, name: str) -> Iterator[str]:
    start = f"complete -c {name} -n \"__safeharbor_at '{_place(command)}'\""
    for below in command.commands:
        yield f"{start} -a {below.path[-1]} -d {_fish_quoted(below.about)}"
    for option in command.options:
        flags = " ".join(
            f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags
        )
        yield f"{start} {flags}{_fish_values(option)} -d {_fish_quoted(option.about)}"
    for word in command.words:
        if word.takes in {Takes.FILE, Takes.FOLDER} or word.choices:
            yield f"{start}{_fish_values(word).replace(' -r', '')}"


def _fish_values(argument: Argument) -> str:
    if argument.takes is Takes.NOTHING:
        return ""
    if argument.choices:
        return f" -x -a '{' '.join(argument.choices)}'"
    if argument.takes is Takes.FOLDER:
        return " -x -a '(__fish_complete_directories)'"
    return " -r -F" if argument.takes is Takes.FILE else " -x"


def _quoted(text: str) -> str:
    """``text`` as one word of a POSIX shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
