"""Whom a visitor's address stands for."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str) -> str:
    """Return what visitors are told apart by: an address of IPv4, or a network of IPv6.

    Whoever has one address of IPv6 has all 2**64 of its network (RFC 6177).
    """
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((known, 64), strict=False))
