package io.patchbay.server.action;

/// What came of carrying out an action.
sealed interface Outcome {
    record Completed() implements Outcome {}

    /// @param error one sentence for the app's developer; shortened, and without what cannot be stored
    record Failed(String error) implements Outcome {
        private static final int LONGEST = 1000;

        public Failed {
            error = error.replaceAll("\\p{Cntrl}+", " ").strip();
            if (error.length() > LONGEST) {
                error = error.substring(0, LONGEST - 1) + "…";
            }
        }
    }

    /// The app's callback has taken it and will say later what came of it.
    record Working() implements Outcome {}
}
