/// The command line: commands, rendering, exit statuses; the only module that prints or opens files a user names.
@org.jspecify.annotations.NullMarked
module dev.linger.cli {
    requires dev.linger.diagnosis;
    requires dev.linger.linux;
    requires dev.linger.observation;
    requires dev.linger.script;
    requires info.picocli;
    requires tools.jackson.core;
    requires static org.jspecify;
}
