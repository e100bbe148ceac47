package dev.linger.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A path as a user typed it.
final class UserPath {
    private UserPath() {}

    static Path of(String name) throws CommandException {
        try {
            return Path.of(name);
        } catch (InvalidPathException invalid) {
            throw CommandException.usage("no name of a file: '" + name + "'", invalid);
        }
    }
}
