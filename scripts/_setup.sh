# shellcheck shell=bash
# Sourced by the other scripts: makes .venv and installs what is missing into it and around it.
#
# Functions end the script with one sentence when something without which nothing works cannot be had;
# what only some features need is named, with the command that installs it, and the script goes on.

ROOT="$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
VENV="$ROOT/.venv"
LOG="$VENV/set-up.log"
UP_TO_DATE=yes
unset PYTHONHOME
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf '%s\n' "$*" >&2; }
give_up() { say "voicesim: $*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# set_up practice|tests: returns at once when this was done before for the same pyproject.toml and constraints.txt.
set_up() {
    local purpose="$1" python
    is_set_up "$purpose" && return
    python="$(find_or_install_python)"
    mkdir -p "$VENV" 2>/dev/null || give_up "cannot write to $ROOT: clone voicesim into a folder of your own."
    exec 9>"$VENV/.lock"
    lock "$python"
    if ! is_set_up "$purpose"; then
        make_venv "$python"
        install_package "$purpose"
        system_packages "$purpose"
        [ "$UP_TO_DATE" = no ] || stamp >"$VENV/.set-up-for-$purpose"
    fi
    exec 9>&-
}

is_set_up() {
    local file
    [ -x "$VENV/bin/python" ] && [ -x "$VENV/bin/voicesim" ] || return 1
    for file in "$VENV/.set-up-for-$1" "$VENV/.set-up-for-tests"; do
        [ -f "$file" ] && [ "$(<"$file")" = "$(stamp)" ] && return 0
    done
    return 1
}

# Where it was installed from counts too: a moved folder needs a new environment.
stamp() { printf '%s %s' "$(cat "$ROOT/pyproject.toml" "$ROOT/constraints.txt" | cksum)" "$ROOT"; }

# The kernel lets go of the lock when this script ends, however it ends.
lock() {
    "$1" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)' 2>/dev/null && return
    say "Another set-up of this folder is running; waiting for it."
    "$1" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
}

find_or_install_python() {
    find_python && return
    say "voicesim needs Python 3.11 or newer, and there is none here."
    install_system_packages "to run at all" python >&2 || true
    find_python || give_up "install Python 3.11 or newer ($(install_command python)), then run this again."
}

# One that can make an environment is better than one that cannot (Debian packs that part separately).
find_python() {
    local name imports
    for imports in "venv, ensurepip" "sys"; do
        for name in python3.13 python3.12 python3.11 python3 python; do
            if has "$name" && "$name" -c "import $imports, sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
                command -v "$name"
                return
            fi
        done
    done
    return 1
}

make_venv() {
    local python="$1" version
    [ -x "$VENV/bin/python" ] &&
        "$VENV/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
        PYTHON_VERSION="$version"
        install_system_packages "to make a virtual environment" venv || true
        "$python" -c 'import ensurepip' 2>/dev/null ||
            give_up "this Python cannot make virtual environments: run \`$(install_command venv)\`, then this again."
    fi
    say "Making a virtual environment in .venv, so that nothing else on this machine is touched."
    rm -rf "${VENV:?}/bin" "${VENV:?}/lib" "${VENV:?}/lib64" "${VENV:?}/include" "${VENV:?}/pyvenv.cfg"
    "$python" -m venv "$VENV" >"$LOG" 2>&1 ||
        give_up "the virtual environment could not be made; $LOG says why. Delete .venv and run this again."
}

install_package() {
    local status=0
    say "Installing voicesim and the libraries it needs from the Python package index (a minute the first time)."
    if [ "$1" = tests ]; then
        pip_install -c "$ROOT/constraints.txt" -e "$ROOT[dev]" || status=$?
        if [ "$status" -ne 0 ] && grep -q 'No matching distribution' "$LOG"; then
            say "This package index lacks a release that constraints.txt names: trying with those that it has."
            status=0
            pip_install -e "$ROOT[dev]" || status=$?
        fi
    else
        pip_install -e "$ROOT" || status=$?
    fi
    [ "$status" -eq 0 ] && return
    if grep -qE 'connection|resolution|timed out|Max retries|No matching distribution|ProxyError|SSLError' "$LOG"; then
        say "The Python package index could not be reached: check the network, or the proxy in HTTPS_PROXY."
    else
        grep -E '^ *(ERROR|error)' "$LOG" | head -3 >&2 || true
    fi
    [ -f "$VENV/.set-up-for-$1" ] || give_up "the libraries could not be installed; $LOG says more."
    say "Going on with the libraries that an earlier set-up brought; the next start tries again."
    UP_TO_DATE=no
}

pip_install() {
    "$VENV/bin/python" -m pip install --progress-bar off --retries 2 "$@" 2>&1 | tee "$LOG" | show_pip
}

# One short line for each library that is fetched: "  ctranslate2 4.8.5 (42.6 MB)".
show_pip() {
    local line name version
    while IFS= read -r line; do
        case "$line" in
        *"Downloading "*-*" ("* | *"Using cached "*-*" ("*)
            IFS=- read -r name version _ <<<"${line##*Downloading }"
            say "  ${name##*Using cached } $version (${line##*(}"
            ;;
        *"Installing collected packages"*) say "  Unpacking." ;;
        esac
    done
}

system_packages() {
    local missing why=""
    missing="$(missing_for "$1")"
    case "$1" in
    practice) why="for live sound (microphone and loudspeaker)" ;;
    tests) why="for the tests with a real sound server and without a network" ;;
    esac
    # shellcheck disable=SC2086  # a list of words
    [ -z "$missing" ] || install_system_packages "$why" $missing || say "Going on without."
    [ "$1" = tests ] && [ "$(uname -s)" = Linux ] || return 0
    # By itself: a system that has no such package is still to get the others.
    has_browser || install_system_packages "for the tests of the report in a browser" browser || say "Going on without."
}

# What Linux lacks for a purpose; the wheels for macOS and Windows bring PortAudio along.
missing_for() {
    [ "$(uname -s)" = Linux ] || return 0
    has_portaudio || echo portaudio
    [ "$1" = tests ] || return 0
    has pulseaudio && has pactl && has paplay || echo pulseaudio
    has_alsa_to_pulse || echo alsa-plugins
    has ip || [ -x /sbin/ip ] || [ -x /usr/sbin/ip ] || echo iproute
    has unshare || echo unshare
}

has_browser() {
    has chromedriver && { has chromium || has chromium-browser; }
}

has_portaudio() {
    "$VENV/bin/python" -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("portaudio"))'
}

has_alsa_to_pulse() {
    local file
    for file in /usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so /usr/lib*/alsa-lib/libasound_module_pcm_pulse.so; do
        [ -e "$file" ] && return 0
    done
    return 1
}

package_manager() {
    local name
    for name in apt-get dnf pacman brew; do
        if has "$name"; then
            echo "$name"
            return
        fi
    done
}

# The names that this machine's package manager has for what is needed.
package_names() {
    local need
    for need in "$@"; do
        case "$(package_manager) $need" in
        "apt-get python") echo python3 python3-venv ;;
        "dnf python") echo python3 ;;
        "pacman python") echo python ;;
        "brew python") echo python@3.13 ;;
        "apt-get venv") echo "python${PYTHON_VERSION:-3}-venv" ;;
        "dnf venv") echo python3-libs ;;
        "apt-get portaudio") echo libportaudio2 ;;
        "apt-get pulseaudio") echo pulseaudio pulseaudio-utils ;;
        "dnf pulseaudio") echo pulseaudio pulseaudio-utils ;;
        "pacman pulseaudio") echo pulseaudio ;;
        "apt-get alsa-plugins") echo libasound2-plugins ;;
        "dnf alsa-plugins") echo alsa-plugins-pulseaudio ;;
        "pacman alsa-plugins") echo pulseaudio-alsa ;;
        "apt-get iproute" | "pacman iproute") echo iproute2 ;;
        "dnf iproute") echo iproute ;;
        *" unshare") echo util-linux ;;
        "apt-get browser") echo chromium chromium-driver ;;
        "dnf browser") echo chromium chromedriver ;;
        "pacman browser") echo chromium ;;
        *" portaudio") echo portaudio ;;
        esac
    done | tr '\n' ' ' | sed 's/ *$//'
}

# The one command that a person can run to have what is needed.
install_command() {
    local names command
    names="$(package_names "$@")"
    case "$(package_manager)" in
    apt-get) command="apt-get install $names" ;;
    dnf) command="dnf install $names" ;;
    pacman) command="pacman -S $names" ;;
    brew) command="brew install $names" ;;
    *) command="the package manager of this system" ;;
    esac
    case "$command" in
    the* | brew*) echo "$command" ;;
    *) if [ "$(id -u)" -eq 0 ]; then echo "$command"; elif has sudo; then echo "sudo $command"; else echo "su -c '$command'"; fi ;;
    esac
}

# install_system_packages WHY NEED…: installs them if that is allowed here, else names the command.
install_system_packages() {
    local why="$1" names manager
    shift
    names="$(package_names "$@")"
    manager="$(package_manager)"
    if [ -z "$manager" ] || [ -z "$names" ] || ! may_install "$why" "$names"; then
        say "Missing $why: ${names:-$*}. Install it with \`$(install_command "$@")\`."
        return 1
    fi
    say "Installing $names with $manager, $why."
    if ! install_with "$manager" "$names"; then
        say "$manager could not install $names, $why: try \`$(install_command "$@")\` yourself."
        return 1
    fi
}

# Sets AS_ROOT to what must go before a command of the package manager.
may_install() {
    local reply
    AS_ROOT=""
    [ "$(package_manager)" = brew ] || [ "$(id -u)" -eq 0 ] && return 0
    has sudo || return 1
    AS_ROOT="sudo"
    sudo -n true 2>/dev/null && return 0
    [ -t 0 ] && [ -t 2 ] || return 1
    printf 'Install %s with sudo, %s? [y/N] ' "$2" "$1" >&2
    read -r reply || return 1
    case "$reply" in [yY]*) return 0 ;; *) return 1 ;; esac
}

# shellcheck disable=SC2086  # AS_ROOT may be empty, the names are a list
install_with() {
    local manager="$1" names="$2"
    local apt="env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=60 -o Acquire::http::Timeout=20"
    case "$manager" in
    apt-get)
        quietly $AS_ROOT $apt install -y --no-install-recommends $names && return
        say "  apt-get does not have them; fetching its lists."
        quietly $AS_ROOT $apt update || true
        quietly $AS_ROOT $apt install -y --no-install-recommends $names
        ;;
    dnf) quietly $AS_ROOT dnf install -y $names ;;
    pacman) quietly $AS_ROOT pacman -S --noconfirm --needed $names ;;
    brew) quietly brew install $names ;;
    esac
}

quietly() {
    local log="/dev/null"
    [ -d "$VENV" ] && log="$VENV/set-up-system.log"
    "$@" >>"$log" 2>&1 </dev/null
}
