"""Controls, tried one by one."""
