package io.patchbay.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What was asked for on the command line.
///
/// @param quick fewer and shorter rounds, smaller crowds
/// @param profile whether the service is recorded while it is measured
/// @param minutes that a soak takes
/// @param names of results; empty for all
record Options(boolean quick, boolean profile, int minutes, List<String> names) {
    static final String USAGE = """
            Usage: ./patchbay bench [--quick] [--profile] [NAME…]
                   ./patchbay bench growth
                   ./patchbay bench soak [--minutes N]

              --quick    fewer and shorter rounds, and smaller crowds: for a look, not for a claim;
                         without a NAME the most important ones, in less than three minutes
              --profile  record the service while it is measured: bench/target/profile/NAME.txt, .html and .jfr
              growth     ingest, get and lateness at 1,000 to 1,000,000 clients, drawn as bench/growth.svg
              soak       under load for 20 minutes or N, with kill -9 of the database and of the service
            """;

    private static final int MINUTES = 20;

    /// @throws IllegalArgumentException saying what is wrong
    static Options parse(String... arguments) {
        boolean quick = false;
        boolean profile = false;
        int minutes = MINUTES;
        List<String> names = new ArrayList<>();
        Iterator<String> left = List.of(arguments).iterator();
        while (left.hasNext()) {
            String argument = left.next();
            switch (argument) {
                case "--quick" -> quick = true;
                case "--profile" -> profile = true;
                case "--minutes" -> minutes = minutes(left.hasNext() ? left.next() : "");
                default -> {
                    if (argument.startsWith("-")) {
                        throw new IllegalArgumentException("There is no option " + argument + ".");
                    }
                    names.add(argument);
                }
            }
        }
        if (profile && names.size() != 1) {
            throw new IllegalArgumentException("--profile wants one NAME.");
        }
        return new Options(quick, profile, minutes, List.copyOf(names));
    }

    boolean isGrowth() {
        return names.equals(List.of("growth"));
    }

    boolean isSoak() {
        return names.equals(List.of("soak"));
    }

    private static int minutes(String text) {
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("--minutes wants a number of minutes.");
        }
        return Integer.parseInt(text);
    }
}
