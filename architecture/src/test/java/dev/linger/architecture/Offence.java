package dev.linger.architecture;

/// One place where a rule does not hold.
record Offence(String path, int line, String what) {
    @Override
    public String toString() {
        return path + ":" + line + ": " + what;
    }
}
