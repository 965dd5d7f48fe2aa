package io.patchbay.bench;

import java.util.ArrayList;
import java.util.List;

/// What was asked for on the command line.
///
/// @param names of results; empty for all
record Options(boolean quick, List<String> names) {
    static final String USAGE = """
            Usage: ./patchbay bench [--quick] [NAME…]

              --quick   fewer and shorter rounds, and smaller crowds: all in three minutes
            """;

    /// @throws IllegalArgumentException saying what is wrong
    static Options parse(String... arguments) {
        boolean quick = false;
        List<String> names = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("There is no option " + argument + ".");
            } else {
                names.add(argument);
            }
        }
        return new Options(quick, List.copyOf(names));
    }
}
