# ask_zsh.zsh LINE: what an interactive zsh shows for LINE and a press of the Tab key.
zmodload zsh/zpty
zpty asked "TERM=dumb zsh -f -i"
zpty -w asked "PS1=; autoload -U compinit; compinit -u -D; print READY"
while zpty -r asked row && [[ $row != READY* ]]; do :; done
zpty -n -w asked "$1"$'\t'
sleep 3
zpty -w asked $'\x03'
sleep 0.5
out=
while zpty -r -t asked row; do out+=$row; done
print -r -- "$out"
