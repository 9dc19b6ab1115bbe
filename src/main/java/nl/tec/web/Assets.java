package nl.tec.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Caches the content-hashed URLs of the files in static/, which are constant while the application runs. */
@Component
class Assets {

    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final ResourceUrlProvider addresses;

    Assets(ResourceUrlProvider addresses) {
        this.addresses = addresses;
    }

    /** Returns the hashed URL of a file, or the path itself if there is no such file. */
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
