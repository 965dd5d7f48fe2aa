package io.patchbay.server.connect;

import io.patchbay.connector.description.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A search of a place as it is drawn above the coordinates that it is to find.
///
/// @param offered whether there is anybody to ask
/// @param query   what stands in its field
/// @param notice  what to say about it, in words; empty if nothing
record PlaceSearch(boolean offered, String query, List<Place> places, String notice) {
    /// The names of the form's fields for it, which a browser without scripts sends.
    static final String QUERY = "place";

    static final String ASKED = "search";
    static final String CHOSEN = "at";

    /// Nothing was searched yet.
    static PlaceSearch none(boolean offered) {
        return new PlaceSearch(offered, "", List.of(), "");
    }

    static PlaceSearch of(String query, Places.Outcome outcome) {
        return switch (outcome) {
            case Places.Outcome.Found(List<Place> found) ->
                new PlaceSearch(
                        true,
                        query,
                        found,
                        found.isEmpty()
                                ? "No place of this name was found. Check how it is spelled, try the next larger town, or enter"
                                        + " the coordinates below."
                                : "");
            case Places.Outcome.TooShort _ -> none(true);
            case Places.Outcome.TooMany _ ->
                new PlaceSearch(
                        true, query, List.of(), "That were very many searches. Please enter the coordinates below.");
            case Places.Outcome.Failed _ ->
                new PlaceSearch(
                        true,
                        query,
                        List.of(),
                        "The search does not work just now. Try it again in a minute, or enter the coordinates below.");
        };
    }

    /// What stands in the form after a place was chosen: two numbers with a blank between them.
    static Map<String, String> chosen(Map<String, String> given) {
        Map<String, String> filled = new HashMap<>(given);
        String[] at = given.getOrDefault(CHOSEN, "").split(" ", 2);
        filled.put(Field.Location.LATITUDE, at[0]);
        filled.put(Field.Location.LONGITUDE, at[at.length - 1]);
        return filled;
    }

    public boolean found() {
        return !places.isEmpty();
    }
}
