package nl.tec.hub;

import java.util.List;

/**
 * What a module looks at, for the page for the administrator and the mail about what needs a person. A bean for each module that knows
 * something; what they find of one level is told in the order of the beans.
 */
public interface StateSource {

    /** Empty when there is nothing to say, not even that it is well. */
    List<StateCheck> look();
}
