package dev.linger.engine.connection;

import dev.linger.model.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The addresses of the host. Loopback is its own without being named.
public final class OwnAddresses {
    private final List<IpAddress> addresses;

    OwnAddresses(List<IpAddress> addresses) {
        this.addresses = addresses;
    }

    /// One of its own addresses, or loopback.
    public boolean isOwn(long high, long low) {
        if (Addresses.isLoopback(high, low)) {
            return true;
        }
        for (int index = 0; index < addresses.size(); index++) {
            IpAddress address = addresses.get(index);
            if (address.high() == high && address.low() == low) {
                return true;
            }
        }
        return false;
    }

    /// The address from which it reaches this one, or null when it has none of that family.
    public @Nullable IpAddress sourceFor(long high, long low) {
        boolean ipv4 = Addresses.isIpv4(high, low);
        if (Addresses.isLoopback(high, low)) {
            return ipv4 ? IpAddress.ipv4(0x7F00_0001) : new IpAddress(0, 1);
        }
        for (int index = 0; index < addresses.size(); index++) {
            if (addresses.get(index).isIpv4() == ipv4) {
                return addresses.get(index);
            }
        }
        return null;
    }

    /// All of them, in the order in which they are tried.
    @Override
    public String toString() {
        return addresses.toString();
    }
}
