# What bash completes on a command line of wsat(1).

# The first word: what stands without an option. Then options; behind a colon what their value is.
_wsat_words()
{
    case $1 in
    # written by CompletionTest
    '') echo '- sim run pki play doctor --version --help' ;;
    'sim') echo '- --pty:file --tcp:- --stdio --baud:- --flash:file --nvs:file --no-echo-server --echo-tls:dir --script:file --set:- --set-file:file --config:file --max-buffer:- --max-links:- --ws-links:- --listen:- --line-max:- --payload-idle-ms:- --urc-guard-ms:- --boot-ms:- --verify-host --system-roots:file --weak-certificates --ssid:- --module:- --dialect:4.1|4.2 --web --log:off|error|warn|info|debug|trace --log-payload --record:file --version --help' ;;
    'run') echo '- --port:file --baud:- --flow:none|rts|cts|rtscts --flash:file --nvs:file --network:host|networkmanager --interface:- --pin-en:- --pin-led:- --pin-ready:- --web-control --config:file --max-buffer:- --max-links:- --ws-links:- --listen:- --line-max:- --payload-idle-ms:- --urc-guard-ms:- --boot-ms:- --verify-host --system-roots:file --weak-certificates --ssid:- --module:- --dialect:4.1|4.2 --web --log:off|error|warn|info|debug|trace --log-payload --record:file --version --help' ;;
    'play') echo 'file --port:file --as:host|module --baud:- --flow:none|rtscts --reset --timeout:- --set:- --set-file:file --junit:file --help' ;;
    'doctor') echo '- --config:file --root:dir --help' ;;
    'pki') echo '- init build put add remove list show export check dump push pull test-ca csr --help' ;;
    'pki init') echo 'file --help --size:- --force' ;;
    'pki build') echo '- --help --csv:file --raw-data:dir -o:file --size:- --force' ;;
    'pki put') echo 'file --help --from:file --force' ;;
    'pki add') echo 'file --help --slot:- --for:wss|client|server|wss-server|wpa-ent --ca:file --public-roots:file --match:- --cert:file --key:file --p12:file --key-pass:- --force --replace --create' ;;
    'pki remove') echo 'file --help --slot:- --for:wss|client|server|wss-server|wpa-ent --ca --cert --force' ;;
    'pki list') echo 'file --help --json' ;;
    'pki show') echo 'file --help --slot:-' ;;
    'pki export') echo 'file --help --slot:- --for:wss|client|server|wss-server|wpa-ent --ca:file --cert:file --key:file --force' ;;
    'pki check') echo 'file --help --strict' ;;
    'pki dump') echo 'file --help --values' ;;
    'pki push') echo 'file --help --port:file --baud:- --flow:none|rtscts --slot:- --for:wss|client|server|wss-server|wpa-ent --ca:file --public-roots:file --match:- --cert:file --key:file --p12:file --key-pass:- --force --partition:-' ;;
    'pki pull') echo 'file --help --port:file --baud:- --flow:none|rtscts --partition:- --force' ;;
    'pki test-ca') echo 'dir --help --host:- --client:- --days:- --rsa --force' ;;
    'pki csr') echo 'file --help --slot:- --for:wss|client|server|wss-server|wpa-ent --key:file --subject:- -o:file --rsa' ;;
    # end of what CompletionTest writes
    *) echo - ;;
    esac
}

_wsat()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' first=1
    # readline makes three words of --log=debug
    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
    [[ $word == = ]] && word=
    if ((COMP_CWORD > 1)); then
        command=${COMP_WORDS[1]} first=2
        [[ $command == pki ]] && ((COMP_CWORD > 2)) && command="pki ${COMP_WORDS[2]}" first=3
    fi
    set -- $(_wsat_words "$command")
    local alone=$1 value='' names='' option
    shift
    for option; do
        names+=" ${option%%:*}"
        ((COMP_CWORD > first)) && [[ $option == "$before":* ]] && value=${option#*:}
    done
    COMPREPLY=()
    if [[ -z $value && ($alone == - || $word == -*) ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$names" -- "$word")
        return
    fi
    case ${value:-$alone} in
        file) ;; # bash does that by itself
        dir)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
            ;;
        -) compopt +o default ;;
        *) mapfile -t COMPREPLY < <(compgen -W "${value//|/ }" -- "$word") ;;
    esac
}

complete -o default -F _wsat wsat
