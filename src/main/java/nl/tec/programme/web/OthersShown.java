package nl.tec.programme.web;

import java.util.List;
import nl.tec.programme.OthersProgramme;

/**
 * The programme of hubs of other cities, beside our own.
 *
 * @param cities of those hubs; empty: there are none
 * @param byDefault whether it is shown by default
 * @param shown whether it is currently shown
 * @param all the URL of their whole programme
 */
public record OthersShown(
        List<String> cities, boolean byDefault, boolean shown, List<OthersProgramme.Item> items, String all) {

    OthersShown with(List<OthersProgramme.Item> found) {
        return new OthersShown(cities, byDefault, shown, found, all);
    }
}
