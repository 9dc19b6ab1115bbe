package nl.tec.hub;

import java.util.Set;
import nl.tec.hub.HubSettings.Setting;

/** Event: an administrator changed these settings. */
public record SettingsChanged(Set<Setting> settings) {}
