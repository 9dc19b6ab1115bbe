package nl.tec.programme.web;

import java.util.List;
import nl.tec.programme.OthersProgramme;

/**
 * The programme of hubs of other cities, beside our own.
 *
 * @param cities of those hubs; none: there is nothing to choose
 * @param byDefault whether it is shown to who chose nothing
 * @param shown whether it is shown now
 * @param all the address of everything they have to do
 */
public record OthersShown(
        List<String> cities, boolean byDefault, boolean shown, List<OthersProgramme.Item> items, String all) {

    OthersShown with(List<OthersProgramme.Item> found) {
        return new OthersShown(cities, byDefault, shown, found, all);
    }
}
