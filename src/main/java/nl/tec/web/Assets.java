package nl.tec.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Addresses of the files in static/ with their content in their name. They don't change while the program runs. */
@Component
class Assets {

    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final ResourceUrlProvider addresses;

    Assets(ResourceUrlProvider addresses) {
        this.addresses = addresses;
    }

    /** The path itself when there is no such file. */
    String address(String path) {
        String address = known.get(path);
        if (address == null) {
            String found = addresses.getForLookupPath(path);
            address = found == null ? path : found;
            known.put(path, address);
        }
        return address;
    }
}
