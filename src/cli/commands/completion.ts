import { type Command, Option } from 'commander';
import { usage } from '#basis/error.ts';
import { EXIT, print } from '../output.ts';
import { runAlone } from '../run-command.ts';

/** Every command path with its subcommands and flags, read from the program itself. */
function words(command: Command, path = ''): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const flags = command.options.map((o) => o.long).filter((f) => f !== undefined && f !== null);
  found.set(path, [...command.commands.map((c) => c.name()), ...flags, '--help', '--json']);
  for (const child of command.commands)
    for (const [key, value] of words(child, path ? `${path} ${child.name()}` : child.name()))
      found.set(key, value);
  return found;
}

const bash = (all: Map<string, string[]>): string => `_touchstone() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" path="" w
  for w in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do case "$w" in -*) ;; *) path="\${path:+$path }$w" ;; esac; done
  while :; do
    case "$path" in
${[...all].map(([path, list]) => `      "${path}") COMPREPLY=($(compgen -W "${list.join(' ')}" -f -- "$cur")); return ;;`).join('\n')}
      *" "*) path="\${path% *}" ;;
      *) path="" ;;
    esac
  done
}
complete -F _touchstone touchstone`;

const zsh = (all: Map<string, string[]>): string => `#compdef touchstone
autoload -U +X bashcompinit && bashcompinit
${bash(all)}`;

const fish = (all: Map<string, string[]>): string =>
  [...all]
    .flatMap(([path, list]) => {
      const seen =
        path === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${path.split(' ').at(-1)}`;
      return list.map((w) =>
        w.startsWith('--')
          ? `complete -c touchstone -n '${seen}' -l ${w.slice(2)}`
          : `complete -c touchstone -n '${seen}' -a ${w}`,
      );
    })
    .join('\n');

export function completionCommand(program: Command): void {
  program
    .command('completion')
    .description('shell completion: touchstone completion bash >> ~/.bashrc')
    .addOption(new Option('--shell <name>').choices(['bash', 'zsh', 'fish']).default('bash').hideHelp())
    .argument('[shell]', 'bash, zsh or fish')
    .action((shell: string | undefined, flags: { shell: string }, command: Command) =>
      runAlone(command, async () => {
        const all = words(program);
        const name = shell ?? flags.shell;
        const make = new Map(Object.entries({ bash, zsh, fish })).get(name);
        if (!make)
          throw usage('no-shell', `There is no completion for “${name}”.`, 'Name bash, zsh or fish.');
        print(make(all));
        return EXIT.fine;
      }),
    );
}
