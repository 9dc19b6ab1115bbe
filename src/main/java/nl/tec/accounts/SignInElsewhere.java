package nl.tec.accounts;

import java.util.List;

/** Other services where people can sign in to come here. */
public interface SignInElsewhere {

    /** @param id in addresses @param name as people know it */
    record Place(String id, String name) {}

    /** In the order of the settings; none unless settings name some. */
    List<Place> places();
}
